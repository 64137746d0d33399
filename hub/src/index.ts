export * from "./hub.ts";
export * from "./start.ts";
