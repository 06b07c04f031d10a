import { SLOW_HOSTS } from "./slow-hosts";
import { testHosts } from "./test-hosts";

const pick = process.env["HOSTS"] ?? "";
testHosts("slow-" + pick, SLOW_HOSTS.filter(({ folder }) => folder.match(`^(${pick})$`)));
