export { lacksCompiler } from "./compile-shared.js";
export { compileFakeLibcuda, compileFakeNvml } from "./fake-libraries.js";
