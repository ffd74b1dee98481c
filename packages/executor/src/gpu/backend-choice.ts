/** Which devices an executor proves with. Structured-clonable: it crosses to the gpu-agent. */
export type BackendChoice =
  | { readonly kind: "cuda" }
  | {
      readonly kind: "reference";
      readonly devices: number;
      /** Names the box, so that its reference devices keep their UUIDs and differ from those of other boxes. */
      readonly installationId: string;
    };
