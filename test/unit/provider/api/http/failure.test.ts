import { isCertificateProblem, isTlsProblem } from "../../../../../provider/api/http/failure";

test.each([
  ["CERT_HAS_EXPIRED", true, true],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", true, true],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", true, true],
  ["ERR_TLS_CERT_ALTNAME_INVALID", true, true],
  ["ERR_SSL_WRONG_VERSION_NUMBER", false, true],
  ["EPROTO", false, true],
  ["ECONNRESET", false, false],
])("%s is a problem of the certificate: %p, of TLS: %p", (code, certificate, tls) => {
  expect(isCertificateProblem(code)).toBe(certificate);
  expect(isTlsProblem(code)).toBe(tls);
});
