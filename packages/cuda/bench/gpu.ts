// `pnpm bench:gpu`: the kernels and a whole challenge on GPU 0. `--json` prints [{name, value, unit}].
// `scripts/bench-cublaslt.py` measures the vendor's library on the same shapes, in the same hour on the same GPU.
import { AppError } from "@headframe/kit";
import { measureGpu, PRODUCTION_SIZES } from "./measure-gpu.js";

try {
  const measurements = await measureGpu(PRODUCTION_SIZES);
  if (process.argv.includes("--json")) console.log(JSON.stringify(measurements, null, 2));
  else {
    for (const { name, value, unit } of measurements) {
      console.log(`${name.padEnd(52)} ${value.toPrecision(4).padStart(9)} ${unit}`);
    }
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`error: ${error.message}`);
  if (error.hint !== undefined) console.error(`hint: ${error.hint}`);
  process.exitCode = 2;
}
