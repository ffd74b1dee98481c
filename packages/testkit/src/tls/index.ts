export { makeAuthority, writeIdentity, type Authority } from "./certificates.js";
