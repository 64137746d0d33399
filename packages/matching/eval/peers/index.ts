import type { LabelledSet } from "../data.ts";
import { businessCentral } from "./business-central.ts";
import { flexsearch } from "./flexsearch.ts";
import { kivitendo } from "./kivitendo.ts";
import { odoo, odooAnyPartner } from "./odoo.ts";
import { pretix } from "./pretix.ts";
import type { Shape } from "./shape.ts";
import { tuneFlexSearch } from "./tune-flexsearch.ts";

/**
 * All peers. Their thresholds are their own; FlexSearch has none, so its are tuned on `tuning`: a set of another seed than
 * those the peers are measured on.
 */
export function peers(tuning: LabelledSet): readonly Shape[] {
	const searches = (["plain", "withoutCommon"] as const).map((setup) =>
		flexsearch(setup, tuneFlexSearch(setup, tuning)),
	);
	return [odoo, odooAnyPartner, pretix, ...kivitendo, businessCentral, ...searches];
}
