import { testConnector } from "@kontor/conformance";
import { rigOf } from "./rig.ts";

testConnector(rigOf("6.6"));
