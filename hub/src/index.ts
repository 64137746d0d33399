/** What other packages start a hub with: the command line, the demonstration, tests over several processes. */
export { type FeedOptions, type FeedsOf, feedsOf } from "./bank-feeds/feeds.ts";
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./db/embedded-postgres.ts";
export { provideHubLogin } from "./db/hub-role.ts";
export { migrate } from "./db/migrate.ts";
export { type ProvidedDatabase, provideDatabase } from "./db/provide-database.ts";
export { type HubEnvironment, readEnvironment } from "./env.ts";
export { type HubOptions, optionsOf, type RunningHub, startHub } from "./start.ts";
