export { verifyHotkey } from "./verify-hotkey.js";
