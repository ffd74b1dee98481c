/** Golden values of the specification's vectors (`matrix_roots`, `walk_roots`): small products and a whole walk. */

export const SEED = "649bcda426577074fc7946e4786726bfd89b7bdc410248d6e71f381376bdfcd9";

export interface GoldenProduct {
  readonly n: number;
  readonly K: number;
  readonly m: number;
  readonly root: string;
  readonly productSha256: string;
  readonly digestSha256: string;
}

export const PRODUCTS: readonly GoldenProduct[] = [
  {
    n: 256,
    K: 256,
    m: 0,
    root: "93374f8e03b3d460a34017735109939d264bb76dfd11e68f805f96f13c9b54fa",
    productSha256: "bc13d0d42ee2784f874b19369a6685c377704a6e04a83e4449c03d7054a21607",
    digestSha256: "f2d94f2e2ca0531610b9d8c5e03ca356b2227e7f11c0061204d46bea7186650b",
  },
  {
    n: 256,
    K: 256,
    m: 1,
    root: "3457d3dad6ff0a323201ff1cb50f84424945587c31ee6940d0812ca89fa1f1d4",
    productSha256: "fe0970457d84503ffc5be6033baaf88b1de1f6dd146f03c277525f32e1668612",
    digestSha256: "ec03d8b8b9eb885ae8b32c4d9aa9830ba347751ec8ebea53e52ee471a44a1284",
  },
  {
    n: 256,
    K: 256,
    m: 2,
    root: "b5af98f4ea1c0aa700a67fff6775547b56a432d38fe7f0d57a6499a490921516",
    productSha256: "2031b6d317b8be761cb73afb18ee19739eaf5fda21a7a7bc826fcc159d96466a",
    digestSha256: "6110d78fe2c29169f768bbf4bfda34f0fa5c4c9b13356715874fe868df88faf3",
  },
  {
    n: 256,
    K: 256,
    m: 3,
    root: "beae01b20c9ee8bb5c3c020382853595f32fcd75334db228797627ec613f15b4",
    productSha256: "2ee10e1d5ee27c685fc05d4f4b6f992c370eb1088342c9efcb8d61b3a0e9d242",
    digestSha256: "cab7fed2c8071eeff6c47ead6f5777f103a050ab8688e645a72c5547e38a2182",
  },
  {
    n: 512,
    K: 768,
    m: 0,
    root: "fbdf7dd7dff7da3e508857d7027761c7da7398b6adcefb21f140fae662c70692",
    productSha256: "2c5861c3a0de8760de18249abcb0cab320b4901fb2fd9a64dbb615a372c30bc0",
    digestSha256: "bffc515dd4051f095474339b547049be07079a99ee4fe29aecb0c2928968a677",
  },
];

/** A walk over the first M products above. */
export const WALK = {
  nonce: "5141c30a895e3f03f0f41f01d80dabec9f87359e0b2009c3798e5df2c3768504",
  n: 256,
  K: 256,
  M: 4,
  W: 1024,
  S: 64,
  outputSha256: "1abb82643e0a0407b943c8f25d7cd1e09e5d58ed71ea7e802d14931995967474",
  root: "1fb92c372462237d11aa45a0e7a62c31e39e19887242015ba3f0f69d5171a268",
} as const;
