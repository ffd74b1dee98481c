export { FakeChain, type FakeChainOptions, type FakeNeuron } from "./chain/fake-chain.js";
export { writeKeyfile, writeWallet, type WalletToWrite } from "./chain/write-wallet.js";
