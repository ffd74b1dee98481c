/**
 * What a result of the driver means to an operator (GPOW-1, section 24.3). Beyond its table: what CUDA's reference calls
 * sticky too (710 assertion, 714 to 718 faults of a warp or a kernel).
 */
export interface Explanation {
  readonly meaning: string;
  readonly hint?: string;
  /** The context is dead: only a new process helps. */
  readonly sticky?: boolean;
  /** The GPU is unhealthy. */
  readonly hardware?: boolean;
}

const INTERNAL = "this is an internal error of the executor";
const RESTART =
  "the gpu-agent is restarted by itself; if this repeats, look for Xid errors: dmesg | grep -i xid";
const DEAD_CONTEXT = { meaning: "the context on this GPU is dead", hint: RESTART, sticky: true } as const;
const NO_GPU = {
  meaning: "no NVIDIA GPU is visible",
  hint: "check CUDA_VISIBLE_DEVICES, and that the container was started with GPU access (--gpus all)",
} as const;
const REJECTED = {
  meaning: "there is no kernel for this compute capability, or the driver rejected the PTX",
  hint: "GPUs below compute capability 7.5 are not supported; for others, report the JIT log",
} as const;
const UNHEALTHY = {
  meaning: "the GPU reported an uncorrectable error",
  hint: "take the GPU out of service and look for Xid errors: dmesg | grep -i xid",
  sticky: true,
  hardware: true,
} as const;

export const UNKNOWN_RESULT: Explanation = {
  meaning: "the driver gives no further reason",
  hint: "look for Xid errors: dmesg | grep -i xid",
};

export const EXPLANATIONS: Readonly<Record<number, Explanation>> = {
  2: {
    meaning: "the GPU has too little free memory",
    hint: "end what else uses the GPU: nvidia-smi lists it",
  },
  3: { meaning: `the driver was not initialised; ${INTERNAL}` },
  34: {
    meaning: "a stub of libcuda from a CUDA toolkit was loaded instead of the driver",
    hint: "remove the toolkit's stubs folder from LD_LIBRARY_PATH",
  },
  46: {
    meaning: "the GPU is in exclusive mode and in use",
    hint: "end what uses it (nvidia-smi), or set it back: nvidia-smi -c DEFAULT",
  },
  100: NO_GPU,
  101: NO_GPU,
  200: REJECTED,
  201: { meaning: `the thread has no current context; ${INTERNAL}` },
  209: REJECTED,
  214: UNHEALTHY,
  218: REJECTED,
  220: UNHEALTHY,
  221: {
    meaning: "libnvidia-ptxjitcompiler.so.1 is missing",
    hint: "give the container the compute driver capability: NVIDIA_DRIVER_CAPABILITIES=compute,utility",
  },
  222: {
    meaning: "the driver is too old for the kernels",
    hint: "install a newer driver: CUDA 10.2 for Turing, 11.0 for Ampere and later, 12.0 for the Hopper kernel",
  },
  223: { meaning: "CUDA_DISABLE_PTX_JIT is set", hint: "unset CUDA_DISABLE_PTX_JIT" },
  226: UNHEALTHY,
  304: {
    meaning: "the operating system refused: nvidia-uvm is not loaded, or the GPU was lost",
    hint: "run nvidia-modprobe -u -c=0, and look for Xid errors: dmesg | grep -i xid",
  },
  500: {
    meaning: "the kernel is missing: the PTX files and the executor are of different versions",
    hint: "install the executor again",
  },
  700: DEAD_CONTEXT,
  701: {
    meaning: "the launch was refused for its registers or its shared memory",
    hint: "report the GPU model and driver version",
  },
  702: {
    meaning: "the display watchdog ended the kernel",
    hint: "use a GPU that drives no display",
    sticky: true,
  },
  710: DEAD_CONTEXT,
  714: DEAD_CONTEXT,
  715: DEAD_CONTEXT,
  716: DEAD_CONTEXT,
  717: DEAD_CONTEXT,
  718: DEAD_CONTEXT,
  719: DEAD_CONTEXT,
  721: DEAD_CONTEXT,
  802: {
    meaning: "the NVSwitch fabric is not ready",
    hint: "start it: systemctl start nvidia-fabricmanager",
  },
  803: {
    meaning: "the driver's library and kernel module are of different versions",
    hint: "reboot after the driver upgrade",
  },
  804: {
    meaning: "a forward-compatibility libcuda was loaded on a GPU that does not support it",
    hint: "remove the compat folder of the CUDA toolkit from LD_LIBRARY_PATH",
  },
  999: {
    meaning: "the driver does not know either: nvidia-uvm is not loaded, or the GPU was lost",
    hint: "run nvidia-modprobe -u -c=0, and look for Xid errors: dmesg | grep -i xid",
  },
};
