import { describeDeaths } from "./crash-points.ts";

describeDeaths("host", 5);
