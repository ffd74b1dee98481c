// Compiles packages/cuda/kernels to packages/cuda/ptx, lowers the PTX ISA version, and runs ptxas for every GPU that a
// file serves. Fails on a spill, a stack frame or serialised wgmma. `--check` changes nothing and fails on a difference.
// NVCC, CUDA_HOME and CUDA_PATH say where the toolkit is; CUDA_ARCH (e.g. "80" or "75,90a") limits what is built.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "cuda");

// GPOW-1, sections 23.2 and 23.3: the lowest version that ptxas takes for the content, and the GPUs that load the file.
const FILES = [
  { arch: "75", ptxVersion: "6.5", targets: ["75"] },
  {
    arch: "80",
    ptxVersion: "7.0",
    targets: ["80", "86", "87", "88", "89", "90", "100", "103", "110", "120", "121"],
  },
  { arch: "90a", ptxVersion: "8.0", targets: ["90a"] },
];

// The toolkit that writes the committed files.
const TOOLKIT = "13.0";

const check = process.argv.includes("--check");
const nvcc = findTool("nvcc", process.env.NVCC);
const ptxas = findTool("ptxas");
const release =
  nvcc && /release (\d+\.\d+)/.exec(execFileSync(nvcc, ["--version"], { encoding: "utf8" }))?.[1];
// Another compiler writes other text for the same kernels: only the one that wrote the committed files can compare.
if (check && (!ptxas || release !== TOOLKIT)) {
  console.log(
    `SKIPPED: the kernels are not rebuilt, because this is not CUDA ${TOOLKIT} (${release ?? "no nvcc"})`,
  );
  process.exit(0);
}
if (!nvcc || !ptxas) {
  console.error("error: nvcc and ptxas were not found.");
  console.error(
    "hint: install the CUDA toolkit, or name it by NVCC, CUDA_HOME or CUDA_PATH. Users do not need it: the PTX is committed.",
  );
  process.exit(2);
}

const wanted = process.env.CUDA_ARCH?.split(/[ ,;]+/).map((arch) => arch.replace(/^(sm|compute)_/, ""));
const files = FILES.filter(({ arch }) => !wanted || wanted.includes(arch));
if (files.length === 0) {
  console.error(
    `error: CUDA_ARCH=${process.env.CUDA_ARCH} names none of ${FILES.map(({ arch }) => arch).join(", ")}.`,
  );
  process.exit(64);
}

const scratch = mkdtempSync(join(tmpdir(), "headframe-kernels-"));
let failed = false;
try {
  mkdirSync(join(packageFolder, "ptx"), { recursive: true });
  for (const file of files) build(file);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

function build({ arch, ptxVersion, targets }) {
  const name = `gpow_sm${arch}`;
  const output = join(scratch, `${name}.ptx`);
  execFileSync(nvcc, ["-std=c++17", "-O3", "-ptx", `-arch=compute_${arch}`, `${name}.cu`, "-o", output], {
    cwd: join(packageFolder, "kernels"),
    stdio: "inherit",
  });
  // nvcc heads the file with its own build number and date-free comments: the content alone is ours.
  const ptx = readFileSync(output, "utf8")
    .replace(/^(\/\/.*\n)+\n?/, "")
    .replace(/^\.version .*$/m, `.version ${ptxVersion}`)
    .trimStart();
  writeFileSync(output, ptx);
  const committed = join(packageFolder, "ptx", `${name}.ptx`);
  if (!check) writeFileSync(committed, ptx);
  else if (!existsSync(committed) || readFileSync(committed, "utf8") !== ptx) {
    failed = true;
    console.error(`error: ${name}.ptx differs from what its sources give.`);
    console.error("hint: node scripts/build-kernels.mjs, and commit the result.");
    return; // ptxas has its say about what will be committed instead
  }
  for (const target of targets) assemble(name, output, target);
}

function assemble(name, file, target) {
  const result = spawnSync(ptxas, ["-v", `-arch=sm_${target}`, file, "-o", join(scratch, "out.cubin")], {
    encoding: "utf8",
  });
  const report = `${result.stdout}${result.stderr}`;
  const problem =
    result.status !== 0
      ? report
      : report
          .split("\n")
          .find((line) => /serializ/i.test(line) || /[1-9]\d* bytes (stack frame|spill)/.test(line));
  if (problem) {
    failed = true;
    console.error(`error: ${name} for sm_${target}: ${problem.trim()}`);
    return;
  }
  const registers = [...report.matchAll(/entry function '(\w+)'[\s\S]*?Used (\d+) registers/g)].map(
    ([, kernel, count]) => `${kernel} ${count}`,
  );
  console.log(`${name} sm_${target}: ${registers.join(", ")} registers; no stack, no spill`);
}

function findTool(tool, named) {
  const folders = [process.env.CUDA_HOME, process.env.CUDA_PATH]
    .filter(Boolean)
    .map((folder) => join(folder, "bin"))
    .concat((process.env.PATH ?? "").split(delimiter));
  return [named, ...folders.map((folder) => join(folder, tool))].find((path) => path && existsSync(path));
}
