export { describeChain, type ChainFixture } from "./describe-chain.js";
export { FakeChain, type FakeChainOptions, type FakeNeuron } from "./fake-chain.js";
export { writeKeyfile, writeWallet, type WalletToWrite } from "./write-wallet.js";
