export * from "./rig.ts";
