import { Secret } from "@headframe/kit";

export const SECRET = new Secret("a secret that protects nothing but a benchmark");
export const ISSUER = "headframe-miner";
export const AUDIENCE = "5f0c6a52-7b1e-4f5e-9a2d-0a6e2f7d9c11";
