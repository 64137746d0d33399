import type { Text } from "@kontor/connector";
import type { Erp } from "../manifest.ts";
import { checkRules, compileRules, type Evaluation, explain, type Facts, type RuleSet } from "../rules/index.ts";
import { settingsOf } from "../settings.ts";
import { PLATFORMS, statusIdsOf } from "../statuses.ts";
import { detailsOf, factsOf } from "../vorgangsstatus/facts-of.ts";
import { allSubjects, paidSubjects, standingsOf } from "../vorgangsstatus/status-requests.ts";
import type { Subject } from "../vorgangsstatus/subject.ts";
import type { TryAnswer } from "./schemas.ts";

const MOST = 50;

/** What rules would do with real Vorgänge now, and why. Reads only (PRODUCT J7). */
export async function tryRules(
	ctx: Erp,
	{
		ruleSets: draft,
		most = MOST,
	}: { readonly ruleSets: readonly RuleSet[] | null; readonly most?: number | undefined },
): Promise<TryAnswer> {
	const settings = settingsOf(ctx);
	const ruleSets = draft ?? settings.ruleSets;
	const evaluates = new Map(ruleSets.map((set) => [set.platform, compileRules(set)]));
	const subjects = (await allSubjects(ctx)).filter(({ platform }) => evaluates.has(platform.plugin));
	const newest = subjects
		.toSorted((one, other) => Date.parse(other.lead.createdAt) - Date.parse(one.lead.createdAt))
		.slice(0, most);
	const standings = await standingsOf(ctx, newest);
	const details = { ...(await detailsOf(ctx, newest, ruleSets)), paid: await paidSubjects(ctx, newest) };
	return {
		findings: findingsOf(ruleSets),
		vorgaenge: newest.flatMap((subject) => {
			const facts = factsOf(ctx, settings, subject, details, standings.get(subject.id));
			const evaluation = evaluates.get(subject.platform.plugin)?.(facts);
			return evaluation === undefined ? [] : [tried(subject, facts, evaluation)];
		}),
	};
}

/** Of all platforms' rules. */
export function findingsOf(ruleSets: readonly RuleSet[]): TryAnswer["findings"] {
	return ruleSets.flatMap((set) =>
		checkRules(set, statusIdsOf(set.platform), nameIn(set.platform)).map((finding) => ({
			...finding,
			platform: set.platform,
		})),
	);
}

function nameIn(platform: string): (status: string) => Text {
	return (status) => PLATFORMS[platform]?.[status]?.title ?? { de: status, en: status };
}

function tried(
	{ orderNumber, platform }: Subject,
	facts: Facts,
	{ transition, verdicts }: Evaluation,
): TryAnswer["vorgaenge"][number] {
	return {
		orderNumber,
		platform: platform.plugin,
		status: facts.status,
		would:
			transition === null
				? null
				: {
						rule: transition.rule.id,
						to: transition.rule.to,
						trackingNumbers: transition.parcels.missing
							? []
							: transition.parcels.sent.map(({ parcelNumber }) => parcelNumber),
						layout: transition.rule.inform?.layout ?? null,
						held: transition.parcels.missing,
					},
		why: verdicts.map((verdict) => ({
			rule: verdict.rule.id,
			to: verdict.rule.to,
			fired: verdict.fired,
			conditions: [...explain(verdict, facts)],
		})),
	};
}
