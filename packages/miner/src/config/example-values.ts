import type { ExampleValues } from "@headframe/kit/config";

/** What the sample configuration shows for keys that have no default. */
export const EXAMPLE_VALUES: ExampleValues = {
  "executor_management.executors": [],
  "executor_management.executors.id": "executor-1",
  "executor_management.executors.grpc_address": "gpu-1.example.com:50051",
};
