import { EXAMPLE_HOSTS } from "../hosts/example-hosts";
import { testHosts } from "../hosts/test-hosts";

testHosts("examples", EXAMPLE_HOSTS);
