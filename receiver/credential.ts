/** HTTP basic authentication, as `InterviewWebhooks` declares it. */
export interface BasicCredential {
  /** HTTP basic authentication (RFC 7617). */
  type: "basic";
  /**
   * Whether deliveries authenticate. A credential that is off lets nothing in.
   *
   * @default true
   */
  status?: boolean | undefined;
  /** The credential. */
  basic: {
    /** Not empty, without a colon or control characters. */
    username: string;
    /** Not empty, without control characters. */
    password: string;
  };
}

/** A header of your own, as `InterviewWebhooks` declares it. */
export interface ApiKeyCredential extends Pick<BasicCredential, "status"> {
  /** A header with a key. */
  type: "apikey";
  /** The credential. */
  apikey: {
    /** The header's name, in any case. */
    key: string;
    /** The header's value: not empty, without control characters, and without blanks around it. */
    value: string;
  };
}

/** A credential by which a delivery is recognized: the same object that `auth` of `InterviewWebhooks` is. */
export type Credential = BasicCredential | ApiKeyCredential;
