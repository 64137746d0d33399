import type { Check } from "./check.ts";
import { commandChecks } from "./checks/commands.ts";
import { completeListChecks } from "./checks/complete-list.ts";
import { connectingChecks } from "./checks/connecting.ts";
import { embeddingChecks } from "./checks/embedding.ts";
import { faultChecks } from "./checks/faults.ts";
import { findingChecks } from "./checks/finding.ts";
import { manifestChecks } from "./checks/manifest.ts";
import { noticeChecks } from "./checks/notices.ts";
import { orderChecks } from "./checks/orders.ts";
import { payoutChecks } from "./checks/payouts.ts";
import { pullChecks } from "./checks/pull.ts";
import { secretChecks } from "./checks/secrets.ts";
import { throughHostChecks } from "./checks/through-host.ts";
import { webhookChecks } from "./checks/webhooks.ts";

/** Everything a connector has to get right, in the order in which a failure is best read. */
export const CHECKS: readonly Check[] = [
	...manifestChecks,
	...connectingChecks,
	...orderChecks,
	...findingChecks,
	...pullChecks,
	...completeListChecks,
	...commandChecks,
	...faultChecks,
	...secretChecks,
	...webhookChecks,
	...noticeChecks,
	...payoutChecks,
	...embeddingChecks,
	...throughHostChecks,
];
