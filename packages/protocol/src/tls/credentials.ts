import { experimental, type ChannelCredentials, type ServerCredentials } from "@grpc/grpc-js";
import type { CertificateFiles } from "./certificate-files.js";

/** Credentials for a server. With `requireClientCert`, callers need a certificate signed by the files' authority. */
export function serverCredentials(
  certificates: CertificateFiles,
  options: { readonly requireClientCert: boolean },
): ServerCredentials {
  const { requireClientCert } = options;
  // The parameters of grpc-js 1.14 are named the wrong way round: identity comes first, authority second.
  return experimental.createCertificateProviderServerCredentials(
    certificates,
    requireClientCert ? certificates : null,
    requireClientCert,
  );
}

/** Credentials for a client that shows its own certificate where the server asks for one. */
export function channelCredentials(certificates: CertificateFiles): ChannelCredentials {
  return experimental.createCertificateProviderChannelCredentials(certificates, certificates);
}
