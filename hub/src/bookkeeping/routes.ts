import {
	createBookkeepingExport,
	getBookkeepingCsv,
	getBookkeepingSettings,
	getDatevFile,
	listBookkeepingExports,
	putBookkeepingSettings,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { createExport } from "./create-export.ts";
import { exportsOf, fileOf } from "./list-exports.ts";
import { bookkeepingSettings, setBookkeepingSettings } from "./settings.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, getBookkeepingSettings, (tx) => bookkeepingSettings(tx)),
		merchantRoute(hub, putBookkeepingSettings, (tx, { body }, { label }) => setBookkeepingSettings(tx, body, label)),
		merchantRoute(hub, createBookkeepingExport, (tx, { body }, { label }) => createExport(hub, tx, body, label)),
		merchantRoute(hub, listBookkeepingExports, (tx, { query }) => exportsOf(tx, query)),
		merchantRoute(hub, getBookkeepingCsv, (tx, { params }) => fileOf(tx, params.export, "csv")),
		merchantRoute(hub, getDatevFile, (tx, { params }) => fileOf(tx, params.export, "datev")),
	];
}
