import { describeDeaths } from "./crash-points.ts";

describeDeaths("hub", 15);
