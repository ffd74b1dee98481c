export { FakeChain, type FakeChainOptions, type FakeNeuron } from "./chain/fake-chain.js";
