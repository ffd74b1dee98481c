export { compileFakeLibcuda, hasCompiler } from "./fake-libcuda.js";
