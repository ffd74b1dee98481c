export { EmulatedKernels, type Variation } from "./emulated-kernels.js";
export { PtxFault } from "./memory.js";
export { parsePtx, PtxSyntaxError, type Kernel, type PtxModule } from "./parse.js";
