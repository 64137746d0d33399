import { SCENARIOS } from "../data.ts";
import { drawShare, type OtherShare, type Profile } from "../profile.ts";
import { cashDeposit } from "./cash-deposit.ts";
import type { Draft, Scene } from "./draft.ts";
import * as back from "./money-back.ts";
import * as other from "./not-a-customer.ts";
import * as gone from "./paid-or-gone.ts";
import { payment } from "./payment.ts";
import * as payouts from "./payouts.ts";
import { drawPlan, type Plan } from "./plan.ts";
import { writeScenario } from "./scenario-plans.ts";

const OTHERS: Readonly<Record<OtherShare, (scene: Scene, plan: Plan) => Draft | null>> = {
	closed: gone.closedPaid,
	doubleSameDay: gone.doubleSameDay,
	doubleLater: gone.doubleLater,
	importTwice: gone.importTwice,
	cancelled: gone.cancelled,
	oldTemplate: gone.oldTemplate,
	notSynced: gone.notSynced,
	directDebitReturn: back.directDebitReturn,
	bouncedRefund: back.bouncedRefund,
	ownRefund: back.ownRefund,
	providerPayout: payouts.providerPayout,
	marketplacePayout: payouts.marketplacePayout,
	supplierCredit: other.supplierCredit,
	insuranceOrTax: other.insuranceOrTax,
	rentSalaryFees: other.rentSalaryFees,
	ownTransfer: other.ownTransfer,
	donation: other.donation,
	cashDeposit,
	chargeback: back.chargeback,
};

/** So many postings, as mixed as the profile says. */
export function writeMixture(scene: Scene, profile: Profile, count: number): Draft[] {
	const { random } = scene;
	const total = Object.values(profile.others).reduce((sum, share) => sum + share, 0);
	const drafts: Draft[] = [];
	for (let tries = 0; drafts.length < count && tries < 3 * count; tries++) {
		const plan = drawPlan(random, profile);
		const kind = random.chance(profile.other / 100) ? drawShare(random.next(), profile.others, 100 / total) : null;
		const draft = kind === null ? payment(scene, plan) : OTHERS[kind](scene, plan);
		if (draft !== null) drafts.push(draft, ...(draft.second ? [draft.second] : []));
	}
	return drafts;
}

/** So many of every scenario; fewer where the set has not enough orders for it. */
export function writeScenarios(scene: Scene, profile: Profile, each: number): Draft[] {
	return SCENARIOS.flatMap((scenario) => {
		const drafts: Draft[] = [];
		for (let tries = 0; drafts.length < each && tries < 4 * each; tries++) {
			const draft = writeScenario(scene, scenario, drawPlan(scene.random, profile));
			if (draft !== null) drafts.push(draft, ...(draft.second ? [draft.second] : []));
		}
		return drafts;
	});
}
