export { startLocalnet, type Localnet, type LocalnetOptions } from "./localnet.js";
export { DEVELOPMENT_URIS, developmentKey } from "./dev/accounts.js";
export { DevelopmentTools, type Signer, type SubnetParameters } from "./dev/development-tools.js";
export { LocalnetError, type LocalnetFailure } from "./errors.js";
