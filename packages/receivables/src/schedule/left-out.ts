import { outstanding } from "../settlement.ts";
import type { LeftOut } from "./reasons.ts";
import type { RunContext, ScheduledOrder } from "./scheduled-order.ts";

/** Why this order is not reminded though reminders are set up (F14); null where it is. */
export function leftOut(
	{ customer, settlement }: ScheduledOrder,
	{ settings: { common } }: Pick<RunContext, "settings">,
): LeftOut | null {
	const { number, group, email } = customer;
	if (number !== null && common.excludedCustomers.includes(number)) return { code: "excluded-customer" };
	if (group !== null && common.excludedGroups.includes(group)) return { code: "excluded-group", group };
	if (email !== null && common.excludedMailDomains.length > 0) {
		const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
		if (common.excludedMailDomains.includes(domain)) return { code: "excluded-mail-domain", domain };
	}
	const minimum = common.minimumToRemind;
	const isBelow =
		minimum !== null && minimum.currency === settlement.currency && outstanding(settlement) < minimum.minor;
	return isBelow ? { code: "below-minimum", minimum } : null;
}
