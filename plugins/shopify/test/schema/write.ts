import { writeFileSync } from "node:fs";
import { API_VERSION } from "../../src/client.ts";
import { ALL_DOCUMENTS } from "./all-documents.ts";
import { OWN, officialSchema } from "./official.ts";
import { reduce } from "./reduce.ts";

/** `pnpm write:schema`: makes admin.graphql anew after the plugin's documents or the API's version changed; `pnpm format` lays it out. */
writeFileSync(OWN, reduce(officialSchema(API_VERSION), ALL_DOCUMENTS));
