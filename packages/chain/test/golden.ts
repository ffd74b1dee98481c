/**
 * Bytes that real Subtensor runtimes (specs 240 to 424) and btcli's own wallets agree on. Public development keys.
 */
export const FINNEY_GENESIS = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";

export const ALICE = {
  ss58: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  publicKey: "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
} as const;

export const BOB = {
  ss58: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
  publicKey: "0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
} as const;

export const ALICE_ED25519 = {
  ss58: "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu",
  publicKey: "0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee",
  seed: "0xabf8e5bdbe30c65656c0a3cbd181ff8a56294a69dfedd27982aace4a76909115",
} as const;

/** A keyfile's `privateKey` is schnorrkel's canonical form; signing takes the expanded one. */
export const PRIVATE_KEYS = [
  {
    ss58: ALICE.ss58,
    keyfile:
      "0x33a6f3093f158a7109f679410bef1a0c54168145e0cecb4df006c1c2fffb1f09925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011",
    expanded:
      "0x98319d4ff8a9508c4bb0cf0b5a78d760a0b2082c02775e6e82370816fedfff48925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011",
  },
  {
    ss58: BOB.ss58,
    keyfile:
      "0xe1c39e72cca724caa697d64a58e10bd95ffa63d1922962f7e27f8a09dda1370b41ae88f85d0c1bfc37be41c904e1dfc01de8c8067b0d6d5df25dd1ac0894a325",
    expanded:
      "0x081ff694633e255136bdb456c20a5fc8fed21f8b964c11bb17ff534ce80ebd5941ae88f85d0c1bfc37be41c904e1dfc01de8c8067b0d6d5df25dd1ac0894a325",
  },
  {
    ss58: "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV",
    keyfile:
      "0x05d65584630d16cd4af6d0bec10f34bb504a5dcb62dba2122d49f5a663763d0afd190cce74df356432b410bd64682309d6dedb27c76845daf388557cbac3ca34",
    expanded:
      "0x28b0ae221c6bb06856b287f60d7ea0d98552ea5a16db16956849aa371db3eb51fd190cce74df356432b410bd64682309d6dedb27c76845daf388557cbac3ca34",
  },
] as const;

export const DEVELOPMENT_PHRASE = {
  phrase: "bottom drive obey lake curtain smoke basket hold race lonely fit walk",
  seed: "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e",
  ss58: "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV",
} as const;

/** btcli's `$NACL` form of Alice's keyfile: only its first bytes matter here. */
export const NACL_FILE_START =
  "0x244e41434c000102030405060708090a0b0c0d0e0f1011121314151617382388e9346a09aac140dc76b2";

/** What Argon2i makes of the password "test-password" with btcli's parameters. */
export const NACL_KEY = "0xbabccc53480829b32386ecedddb021187c343c4608bbb53123bc13a96fe5988d";

/** A signed request of Bittensor's SDK: a signature that its own Rust code made. */
export const SIGNED_TEXT = {
  text: `btauth/1
sr25519
POST
/generate?stream=false
341c57448e531310fbbe83f44cea2a5e838bd9e8a6b82b269f01d0dbbc23c3cc
1752076800000000000
5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty`,
  sr25519:
    "0xccef366ff7263df19a4e0e064651dfe194e8476f922126b48b895ed3efcbc10fdc8829fc313c36d81dfdd56cd79979d0a44c4e9f559764dd9e5f908d81341d84",
  ed25519Text: `btauth/1
ed25519
POST
/generate?stream=false
341c57448e531310fbbe83f44cea2a5e838bd9e8a6b82b269f01d0dbbc23c3cc
1752076800000000000
5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu
5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty`,
  ed25519:
    "0x1a6b631988bf1f7ea093ab9d5acf61f05c316d0b0e428b24b487b75a5f6ee0e1a56a26918fdf871b6cf09437e6588023a4ce423cf622621b2a7feee17612f704",
} as const;

/** `serve_axon(39, 10002000, 203.0.0.5, 8091, 4, 4, 0, 0)`, immortal, nonce 7, spec 424, finney; by Alice's ed25519. */
export const SERVE_AXON = {
  call: "0x07042700509e9800050000cb0000000000000000000000009b1f04040000",
  callIPv6: "0x0704270000000000010000000000000000000000b80d01209b1f06040000",
  signed:
    "0x1502840088dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee00f285003a72ab1de93263e5dec37301abde551164847d7362b9fa2d93042c0664dc22969098ff10bf916eb4df76a40deae5ed57a3bf80d3edaba46b76d0adf70a001c000007042700509e9800050000cb0000000000000000000000009b1f04040000",
  hash: "0xb3ed99b891ce831c83cdc21d481e5052054dd96a26e9f17ed74bdcbf75e30e94",
} as const;

export const STORAGE_KEYS = {
  axons:
    "0x658faa385070e074c85bf6b568cf0555b4e0c7b1d5f74994fcd58c28ab601fec2700de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  uids: "0x658faa385070e074c85bf6b568cf0555aab1b4e78e1ea8305462ee53b3686dc82700de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  servingRateLimit: "0x658faa385070e074c85bf6b568cf05551fbba053865c94fcc1b417b41cc9e63a2700",
} as const;

/** The bytes of a 0x-hex text. */
export function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
}

/** The 0x-hex text of bytes. */
export function hex(value: Uint8Array): string {
  return `0x${Buffer.from(value).toString("hex")}`;
}
