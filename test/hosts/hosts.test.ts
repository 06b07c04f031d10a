import { QUICK_HOSTS } from "./quick-hosts";
import { testHosts } from "./test-hosts";

testHosts("quick", QUICK_HOSTS);
