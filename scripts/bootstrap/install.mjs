// Runs before anything is installed: Node's own modules only, plain JavaScript.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const minimumNode = manifest.engines.node.replace(">=", "").split(".").map(Number);
const stampFile = join(root, "node_modules", ".headframe-install");

/** Exits with a sentence unless this Node is new enough. */
function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return;
  console.error(`error: Headframe needs Node ${manifest.engines.node}, this is ${process.versions.node}.`);
  console.error("hint: install a newer Node (20, 22 and 24 work) and run the command again.");
  process.exit(2);
}

/** Installs the locked dependencies through the pinned pnpm, unless exactly these are installed already. */
export async function ensureInstalled() {
  requireNode();
  const wanted = installDigest();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  const since = Date.now();
  console.error("Installing dependencies (the first time takes one to three minutes) …");
  await run(
    "npx",
    ["--yes", manifest.packageManager, "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      // Its output is only wanted when it fails; a dot per second of work says that it is alive.
      quiet: true,
    },
  );
  writeFileSync(stampFile, wanted);
  console.error(`Installed in ${seconds(since)}.`);
}

/** Compiles every package; incremental, so about a second when nothing changed. */
export async function ensureBuilt() {
  const since = Date.now();
  const fresh = !existsSync(join(root, "packages", "miner", "dist", "main.js"));
  if (fresh) console.error("Building …");
  await run(
    process.execPath,
    [join(root, "node_modules", "typescript", "bin", "tsc"), "-b", ...packageFolders()],
    {
      quiet: true,
    },
  );
  if (fresh) console.error(`Built in ${seconds(since)}.`);
}

/** Runs a command in the project's root; throws its output when it fails. Never goes through a shell. */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const output = [];
    const beat =
      quiet && process.stderr.isTTY ? setInterval(() => process.stderr.write("."), 1000) : undefined;
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearInterval(beat);
      if (beat) process.stderr.write("\r\u001b[K");
      if (code === 0) resolve();
      else {
        const ending = signal ? `was ended by ${signal}` : `exited with ${code}`;
        reject(new Error(`${command} ${args.join(" ")} ${ending}\n${Buffer.concat(output).toString()}`));
      }
    });
  });
}

function packageFolders() {
  return readdirSync(join(root, "packages")).map((name) => join(root, "packages", name));
}

/** Covers every file that decides what is installed. */
function installDigest() {
  const files = [
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "package.json",
    ...readdirSync(join(root, "packages")).map((name) => join("packages", name, "package.json")),
  ];
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
