import { testConnector } from "@kontor/conformance";
import { buildRig } from "./rig.ts";

testConnector(buildRig);
