// Vitest's set-up: what tests run is what users run, the build of the sources as they are now.
export { ensureBuilt as setup } from "../bootstrap/install.mjs";
