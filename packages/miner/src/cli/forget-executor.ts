import type { CliContext, Command } from "@headframe/kit/cli";
import type { executorJson } from "../api/status-view.js";
import type { MinerConfig } from "../config/schema.js";
import { callApi } from "./api-client.js";

type ExecutorJson = ReturnType<typeof executorJson>;

/** `miner executors forget`: an executor that enrolled leaves the fleet of the running miner. */
export function addForgetCommand(executors: Command, context: CliContext, load: () => MinerConfig): void {
  executors
    .command("forget <executor>")
    .description("remove an executor (id or alias) that enrolled; one that still runs enrols again")
    .action(async (executor) => {
      const path = `/api/v1/executors/${encodeURIComponent(executor)}/forget`;
      const { alias, executor_id: id } = (await callApi(
        load(),
        "POST",
        path,
        context.signal,
      )) as ExecutorJson;
      context.stdout.write(`${alias} (${id}) is forgotten\n`);
    });
}
