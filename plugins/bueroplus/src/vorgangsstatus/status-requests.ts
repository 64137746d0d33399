import type { HeldStatus, Standing, StatusPage, StatusRequest } from "@kontor/connector";
import type { Layout, Vorgang } from "../erp.ts";
import type { Erp } from "../manifest.ts";
import {
	checkRules,
	compileRules,
	type Evaluate,
	type Facts,
	type Parcel,
	type RuleSet,
	type Transition,
} from "../rules/index.ts";
import { type Settings, settingsOf } from "../settings.ts";
import { erpOf } from "../source.ts";
import { PLATFORMS, statusIdsOf } from "../statuses.ts";
import { detailsOf, factsOf, statusOf } from "./facts-of.ts";
import { mailBy } from "./mail.ts";
import { requestId, type Subject, subjectsIn } from "./subject.ts";

/** Subjects that are looked at together. */
const PORTION = 100;

/** What the platforms are to be told now, by the merchant's rules as they are saved (PRODUCT J). */
export async function* statusRequests(ctx: Erp): AsyncIterable<StatusPage> {
	const { ruleSets: saved } = settingsOf(ctx);
	const wrong = saved.flatMap(contradiction);
	if (wrong.length > 0) yield { requests: [], held: wrong };
	const ruleSets = new Map(saved.filter((set) => contradiction(set).length === 0).map((set) => [set.platform, set]));
	if (ruleSets.size === 0) return;
	const subjects = (await allSubjects(ctx)).filter(({ platform }) => ruleSets.has(platform.plugin));
	for (let from = 0; from < subjects.length; from += PORTION) {
		const page = await decide(ctx, subjects.slice(from, from + PORTION), ruleSets);
		if (page.requests.length + page.held.length > 0) yield page;
	}
}

/** Rules that contradict each other are not carried out at all: nobody knows what they mean. */
function contradiction(set: RuleSet): HeldStatus[] {
	const error = checkRules(set, statusIdsOf(set.platform)).find(({ severity }) => severity === "error");
	if (error === undefined) return [];
	const { de, en } = error.text;
	return [
		{
			subject: `rules ${set.platform}`,
			forMerchant: {
				de: `Die Vorgangsstatus-Regeln für ${set.platform} werden nicht angewendet: ${de}`,
				en: `The Vorgangsstatus rules for ${set.platform} are not applied: ${en}`,
			},
		},
	];
}

export async function allSubjects(ctx: Erp): Promise<readonly Subject[]> {
	const erp = erpOf(ctx);
	const vorgaenge: Vorgang[] = [];
	for (let after: string | null = null; ; ) {
		const page = await erp.ofPlatforms(after);
		vorgaenge.push(...page.vorgaenge);
		if (page.after === null) return subjectsIn(vorgaenge, settingsOf(ctx));
		after = page.after;
	}
}

async function decide(
	ctx: Erp,
	subjects: readonly Subject[],
	ruleSets: ReadonlyMap<string, RuleSet>,
): Promise<StatusPage> {
	const standings = await standingsOf(ctx, subjects);
	// While one is on its way the status is not known; and what no rule begins at need not be read.
	const idle = subjects.filter((subject) => {
		const standing = standings.get(subject.id);
		const active = ruleSets.get(subject.platform.plugin)?.active ?? [];
		return (
			standing?.last.state !== "waiting" &&
			standing?.last.state !== "underway" &&
			active.includes(statusOf(subject, standing).status)
		);
	});
	const details = await detailsOf(ctx, idle, [...ruleSets.values()]);
	const paid = await paidSubjects(ctx, idle);
	const settings = settingsOf(ctx);
	const evaluates = new Map<string, Evaluate>([...ruleSets].map(([platform, set]) => [platform, compileRules(set)]));
	const layouts = await layoutsFor(ctx, [...ruleSets.values()]);
	const requests: StatusRequest[] = [];
	const held: HeldStatus[] = [];
	for (const subject of idle) {
		const standing = standings.get(subject.id);
		const facts = factsOf(ctx, settings, subject, { ...details, paid }, standing);
		const transition = evaluates.get(subject.platform.plugin)?.(facts).transition ?? null;
		if (transition === null) continue;
		const { parcels } = transition;
		if (parcels.missing) held.push(withoutNumber(subject, transition));
		else requests.push(requestFor({ subject, standing, transition, parcels: parcels.sent, facts, settings, layouts }));
	}
	// One that was given up for good is not wanted again: the merchant was told, and enters it by hand.
	return { requests: requests.filter(({ id, subject }) => standings.get(subject)?.last.id !== id), held };
}

export async function standingsOf(ctx: Erp, subjects: readonly Subject[]): Promise<ReadonlyMap<string, Standing>> {
	const standings = (await ctx.standing?.(subjects.map(({ id }) => id))) ?? [];
	return new Map(standings.map((standing) => [standing.subject, standing]));
}

/** Ids of the subjects whose platform's order Kontor holds as paid: its posting may name that order only. */
export async function paidSubjects(ctx: Erp, subjects: readonly Subject[]): Promise<ReadonlySet<string>> {
	const orders = subjects.map(({ platform: { plugin, shop }, orderNumber }) => ({
		platform: { plugin, shop: shop ?? null },
		orderNumber,
	}));
	const paid = orders.length === 0 ? [] : ((await ctx.paidAtPlatform?.(orders)) ?? []);
	return new Set(subjects.filter((_, index) => paid[index] === true).map(({ id }) => id));
}

interface Wanted {
	readonly subject: Subject;
	readonly standing: Standing | undefined;
	readonly transition: Transition;
	readonly parcels: readonly Parcel[];
	readonly facts: Facts;
	readonly settings: Settings;
	readonly layouts: ReadonlyMap<string, Layout>;
}

function requestFor(wanted: Wanted): StatusRequest {
	const { subject, standing, parcels, facts, settings, layouts } = wanted;
	const { rule } = wanted.transition;
	const { plugin, shop } = subject.platform;
	return {
		id: requestId(subject, standing, rule.to),
		subject: subject.id,
		platform: { plugin, shop: shop ?? null },
		orderNumber: subject.orderNumber,
		from: rule.from,
		to: rule.to,
		status: PLATFORMS[plugin]?.[rule.to]?.writes ?? null,
		shipments: parcels.map(({ carrier, parcelNumber, shippedAt }) => ({
			carrier,
			trackingNumber: parcelNumber,
			shippedAt: new Date(shippedAt ?? facts.now).toISOString(),
		})),
		mail: rule.inform === null ? null : mailBy(rule.inform.layout, layouts, { subject, rule, parcels, settings }),
	};
}

async function layoutsFor(ctx: Erp, ruleSets: readonly RuleSet[]): Promise<ReadonlyMap<string, Layout>> {
	if (!ruleSets.some(({ rules }) => rules.some(({ inform }) => inform !== null))) return new Map();
	return new Map((await erpOf(ctx).layouts()).map((layout) => [layout.title, layout]));
}

/** PRODUCT J6: done without a number holds the status and is reported. */
function withoutNumber({ id, orderNumber }: Subject, { rule }: Transition): HeldStatus {
	return {
		subject: id,
		forMerchant: {
			de: `Bestellung ${orderNumber}: Ein Versanddatensatz ist erledigt, hat aber keine Paketnummer. „${rule.to}“ wird gemeldet, sobald sie eingetragen ist.`,
			en: `Order ${orderNumber}: a shipment record is done but has no parcel number. "${rule.to}" is reported as soon as it is entered.`,
		},
	};
}
