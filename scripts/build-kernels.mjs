// Compiles packages/cuda/kernels to packages/cuda/ptx, lowers the PTX ISA version, and runs ptxas for every GPU that a
// file serves. Fails on a spill, a stack frame or serialised wgmma. `--check` changes nothing and fails on a difference.
// NVCC, CUDA_HOME and CUDA_PATH say where the toolkit is; ptxas is looked for beside nvcc first. CUDA_ARCH limits what is
// built to the files that serve these GPUs, and ptxas to these GPUs: "86", "sm_90a", "7.5;compute_120", …
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "cuda");

// GPOW-1, sections 23.2 and 23.3: the lowest version that ptxas takes for the content, and the GPUs that load the file.
// A GPU of compute capability 9.0 loads that for 90a, and that for 80 where its driver refuses the other.
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
const nvcc = findNvcc();
const ptxas = nvcc && findPtxas(nvcc);
const release =
  nvcc && /release (\d+\.\d+)/.exec(spawnSync(nvcc, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1];
// Another compiler writes other text for the same kernels: only the one that wrote the committed files can compare.
if (check && (!ptxas || release !== TOOLKIT)) {
  const found = nvcc && !ptxas ? "no ptxas" : (release ?? "no nvcc");
  console.log(`SKIPPED: the kernels are not rebuilt, because this is not CUDA ${TOOLKIT} (${found})`);
  process.exit(0);
}
if (!nvcc || !ptxas) {
  console.error(`error: ${nvcc ? "ptxas was" : "nvcc was"} not found.`);
  console.error(
    "hint: install the CUDA toolkit, or name it by NVCC, CUDA_HOME or CUDA_PATH. Users do not need it: the PTX is committed.",
  );
  process.exit(2);
}
const files = chooseFiles();

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
  const compiled = spawnSync(
    nvcc,
    ["-std=c++17", "-O3", "-ptx", `-arch=compute_${arch}`, `${name}.cu`, "-o", output],
    { cwd: join(packageFolder, "kernels"), stdio: "inherit" },
  );
  if (compiled.status !== 0 || !existsSync(output) || !readFileSync(output, "utf8").includes(".entry")) {
    failed = true;
    const how = compiled.status === 0 ? "" : ` (${compiled.error?.message ?? `status ${compiled.status}`})`;
    console.error(`error: ${nvcc} wrote no PTX for ${name}.cu${how}.`);
    console.error("hint: see what it said above; its release must know compute_" + arch + ".");
    return;
  }
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

/** The files that CUDA_ARCH asks for, each with the targets that it asks for; without it, all of them. */
function chooseFiles() {
  const values = (process.env.CUDA_ARCH ?? "").split(/[\s,;]+/).filter(Boolean);
  if (values.length === 0) return FILES;
  const wanted = values.map((value) => value.replace(/^(sm|compute)_/, "").replace(".", ""));
  if (wanted.includes("90")) wanted.push("90a");
  const unknown = values.filter((_, index) => !FILES.some(({ targets }) => targets.includes(wanted[index])));
  if (unknown.length > 0) {
    console.error(`error: CUDA_ARCH names GPUs that no file serves: ${unknown.join(", ")}.`);
    console.error(`hint: give some of ${FILES.flatMap(({ targets }) => targets).join(", ")}.`);
    process.exit(64);
  }
  return FILES.map((file) => ({
    ...file,
    targets: file.targets.filter((target) => wanted.includes(target)),
  })).filter(({ targets }) => targets.length > 0);
}

/** What NVCC names must be there: another compiler would be a surprise. */
function findNvcc() {
  const named = process.env.NVCC;
  if (!named) return findIn(toolkitFolders(), "nvcc");
  const found = findIn(named.includes(sep) ? [""] : pathFolders(), named);
  if (found) return found;
  console.error(`error: NVCC=${named} does not exist.`);
  console.error("hint: give the path of nvcc, or unset NVCC.");
  process.exit(2);
}

/** That of the same toolkit, also where nvcc is a link into it. */
function findPtxas(compiler) {
  return findIn([dirname(compiler), dirname(realpathSync(compiler)), ...toolkitFolders()], "ptxas");
}

function toolkitFolders() {
  const named = [process.env.CUDA_HOME, process.env.CUDA_PATH].filter(Boolean);
  return [...named.map((folder) => join(folder, "bin")), ...pathFolders()];
}

function pathFolders() {
  return (process.env.PATH ?? "").split(delimiter).filter(Boolean);
}

function findIn(folders, tool) {
  return folders.map((folder) => resolve(folder, tool)).find((path) => existsSync(path));
}
