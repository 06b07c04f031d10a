/** The line of a delete whose interview another resource declares by now. */
export const KEPT = "Interview 206: nothing sent. The program still declares these webhooks.";
