import { decodeAddress, loadHotkey, verifySignature } from "@headframe/chain";
import { type Command, InvalidArgumentError } from "@headframe/kit/cli";
import { keyfileParts } from "../terminal/keyfile-parts.js";
import {
  hotkeyLocation,
  hotkeyOption,
  jsonOption,
  passwordFileOption,
  schemeOption,
  type WalletCommandParts,
  walletNameOption,
  walletPathOption,
} from "./wallet-options.js";

/** Exit status for a signature that is not the address's. */
const NOT_SIGNED = 1;

const MESSAGE = "text to sign as UTF-8; one of the form 0x… is taken as bytes, as btcli does";

/** `miner wallet sign | verify`: messages signed with a hotkey, as btcli signs them. */
export function addSignatureCommands(wallet: Command, parts: WalletCommandParts): void {
  const { context } = parts;
  wallet
    .command("sign")
    .description("sign a message with the hotkey")
    .requiredOption("--message <text>", MESSAGE)
    .addOption(walletPathOption())
    .addOption(walletNameOption())
    .addOption(hotkeyOption())
    .addOption(passwordFileOption())
    .addOption(jsonOption())
    .action(async ({ message, passwordFile, json, ...options }) => {
      const hotkey = await loadHotkey(
        hotkeyLocation(parts, options),
        keyfileParts({ ...parts, file: passwordFile }),
      );
      const signature = `0x${Buffer.from(hotkey.sign(messageBytes(message))).toString("hex")}`;
      const shown = { address: hotkey.ss58, scheme: hotkey.scheme, message, signature };
      context.stdout.write(json === true ? `${JSON.stringify(shown, undefined, 2)}\n` : `${signature}\n`);
    });
  wallet
    .command("verify")
    .description("say whether a signature is the one of an address over a message; exit status 1 if not")
    .requiredOption("--message <text>", MESSAGE)
    .requiredOption("--signature <hex>", "64 bytes, with or without 0x", signatureBytes)
    .requiredOption("--address <ss58>", "whose signature it is to be")
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action(({ message, signature, address, scheme, json }) => {
      const publicKey = decodeAddress(address);
      const bytes = messageBytes(message);
      // Browser extensions sign the message in these tags; btcli accepts both.
      const wrapped = Buffer.concat([Buffer.from("<Bytes>"), bytes, Buffer.from("</Bytes>")]);
      const isValid = [bytes, wrapped].some((text) => verifySignature(scheme, publicKey, text, signature));
      if (!isValid) context.setExitCode(NOT_SIGNED);
      const sentence = `${address} ${isValid ? "signed" : "did not sign"} this message`;
      context.stdout.write(
        json === true
          ? `${JSON.stringify({ valid: isValid, address, scheme }, undefined, 2)}\n`
          : `${sentence}\n`,
      );
    });
}

function messageBytes(message: string): Buffer {
  const digits = /^0x((?:[0-9a-f]{2})*)$/i.exec(message)?.[1];
  return digits === undefined ? Buffer.from(message, "utf8") : Buffer.from(digits, "hex");
}

function signatureBytes(text: string): Uint8Array {
  const digits = /^(?:0x)?([0-9a-f]{128})$/i.exec(text)?.[1];
  if (digits === undefined)
    throw new InvalidArgumentError("a signature has 64 bytes: 128 hexadecimal digits.");
  return Uint8Array.from(Buffer.from(digits, "hex"));
}
