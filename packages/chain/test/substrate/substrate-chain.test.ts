import { describeChain } from "@headframe/testkit/chain";
import { openLocalnetFixture } from "./localnet-fixture.js";

describeChain("a Subtensor node", () => openLocalnetFixture());
