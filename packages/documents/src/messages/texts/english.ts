import type { Texts } from "./texts.ts";

const CLOSING = `{% if shop.phone %}If you have any questions, call us on {{ shop.phone }}{% if shop.email %} or write to {{ shop.email }}{% endif %}.{% elsif shop.email %}If you have any questions, write to {{ shop.email }}.{% endif %}

Kind regards
{{ shop.name }}`;

const ABOUT = `{% if invoice.number %}invoice {{ invoice.number }}{% if invoice.date %} of {{ invoice.date }}{% endif %} for your {% endif %}order {{ order.number }} of {{ order.date }}`;

const CROSSED = "If your payment has crossed with this message, please disregard it.";

/** The built-in texts in English. */
export const ENGLISH: Texts = {
	paymentInformation: {
		subject: "How to pay for your order {{ order.number }}",
		body: `{{ salutation }}

Thank you for your order {{ order.number }} of {{ order.date }}{% if customer.number %} (customer number {{ customer.number }}){% endif %}. Please transfer **{{ amount }}**{% if payableUntil %} by **{{ payableUntil }}**{% endif %} to the following account. Please copy all details exactly, so that your payment can be matched at once.

{{ payment }}

{{ amounts }}

{% if discount.percent %}If you pay by {{ discount.until }} you may deduct a cash discount of {{ discount.percent }} %: the amount is then **{{ discount.amount }}**.{% endif %}

{% if foreign.amount %}Your order was placed for {{ foreign.amount }}; the exchange rate is {{ foreign.rate }}.{% endif %}

{% if invoice.number %}Your order belongs to invoice {{ invoice.number }}{% if invoice.date %} of {{ invoice.date }}{% endif %}.{% endif %}

${CLOSING}
{{ shop.website }}`,
	},
	paymentInformationAgain: {
		subject: "Once more: how to pay for your order {{ order.number }}",
		body: `{{ salutation }}

For your ${ABOUT} we send you the details of your transfer once more. The amount to be paid is **{{ amount }}**{% if payableUntil %}, by {{ payableUntil }}{% endif %}.

{{ payment }}

{{ amounts }}

If you have paid already, there is nothing more to do.

${CLOSING}`,
	},
	amountChanged: {
		subject: "Changed amount for your order {{ order.number }}",
		body: `{{ salutation }}

The amount of your ${ABOUT} has changed: {% if previousAmount %}instead of {{ previousAmount }}, {% endif %}**{{ amount }}** is now to be paid{% if payableUntil %}, by {{ payableUntil }}{% endif %}. Please transfer only this amount; the earlier payment information does not apply any more.

{{ payment }}

{{ amounts }}

${CLOSING}`,
	},
	dueSoon: {
		subject: "Your payment for order {{ order.number }} is due soon",
		body: `{{ salutation }}

Just a friendly note: **{{ amount }}** for your ${ABOUT} is to be paid by **{{ dueDate }}**.

{% if discount.percent %}Until {{ discount.until }} you may deduct a cash discount of {{ discount.percent }} %: the amount is then {{ discount.amount }}.{% endif %}

{{ payment }}

{{ amounts }}

If you have paid already, there is nothing more to do.

${CLOSING}`,
	},
	reminder: {
		subject: "Payment reminder for your order {{ order.number }}",
		body: `{{ salutation }}

It may simply have escaped you: we have not yet received the full payment of your ${ABOUT}. Please transfer **{{ amount }}**{% if payableUntil %} by {{ payableUntil }}{% endif %}.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	demand: {
		subject: "Overdue notice (level {{ level }}) for your order {{ order.number }}",
		body: `{{ salutation }}

Despite our reminder{% if previousDate %} of {{ previousDate }}{% endif %}, your ${ABOUT} has not been paid in full. Please transfer **{{ amount }}**{% if payableUntil %} by {{ payableUntil }}{% else %} without delay{% endif %}.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	finalDemand: {
		subject: "Final notice for your order {{ order.number }}",
		body: `{{ salutation }}

In spite of our notices{% if previousDate %}, the last of {{ previousDate }},{% endif %} your ${ABOUT} has not been paid in full. We ask you for the last time to transfer **{{ amount }}**{% if payableUntil %} by {{ payableUntil }}{% else %} without delay{% endif %}.

{{ amounts }}

{{ payment }}

If we receive no payment, we will hand the claim over to a collection agency, which may mean further costs for you. If you consider the claim unfounded or cannot pay it at once, please contact us.

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	severalReminder: {
		subject: "Payment reminder for your open orders",
		body: `{{ salutation }}

We have not yet received the full payment of the following orders. Please transfer **{{ amount }}** in total{% if payableUntil %} by {{ payableUntil }}{% endif %}.

{{ orders }}

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	deliveryQuestion: {
		subject: "Has your order {{ order.number }} arrived?",
		body: `{{ salutation }}

We shipped your order {{ order.number }} of {{ order.date }} cash on delivery. The carrier has not yet settled the **{{ amount }}** that was to be paid on delivery.

Have you received and paid for the parcel? Then please let us know. If it has not arrived, simply reply to this message.

{{ alreadyPaid }}

${CLOSING}`,
	},
	cancellation: {
		subject: "Your order {{ order.number }} has been cancelled",
		body: `{{ salutation }}

We have received no payment for your order {{ order.number }} of {{ order.date }} over {{ amount }} and have therefore cancelled it. **Please do not transfer anything any more.**

Have you already paid, or would you still like the goods? Then please contact us.

${CLOSING}`,
	},
	overdue: {
		subject: "Your order {{ order.number }} is overdue",
		body: `{{ salutation }}

In spite of our messages{% if previousDate %}, the last of {{ previousDate }},{% endif %} your ${ABOUT} has not been paid in full and is now overdue. **{{ amount }}** is open.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	paymentReceived: {
		subject: "We have received your payment for order {{ order.number }}",
		body: `{{ salutation }}

Thank you: your payment of **{{ received.amount }}** for order {{ order.number }} reached us on {{ received.date }}.

{% if outstanding %}{{ outstanding }} is still open.{% endif %}

${CLOSING}`,
	},
	bankDetailsRequest: {
		subject: "Repayment for your order {{ order.number }}: your bank details",
		body: `{{ salutation }}

We would like to repay you **{{ repayment.amount }}** for your order {{ order.number }}. For this we need your bank details. Please enter them on our secure page, not by e-mail.

{{ bankDetails }}

${CLOSING}`,
	},
	repaymentNotice: {
		subject: "Repayment for your order {{ order.number }}",
		body: `{{ salutation }}

We are repaying you **{{ repayment.amount }}** for your order {{ order.number }}. The money goes to the account {{ repayment.iban }} and usually arrives within one or two banking days.

${CLOSING}`,
	},
	collectionNotice: {
		subject: "Handed over to a collection agency: order {{ order.number }}",
		body: `{{ salutation }}

In spite of several notices your ${ABOUT} has not been paid in full. We have passed the claim of **{{ amount }}** on to {{ collection.partner }}{% if collection.reference %} (file reference {{ collection.reference }}){% endif %}. Please contact them in this matter from now on.

{{ amounts }}

${CLOSING}`,
	},
	merchantDigest: {
		subject:
			'{{ shop.name }}: {% if taskCount == "1" %}one task is{% else %}{{ taskCount }} tasks are{% endif %} waiting for you',
		body: `Hello {{ customer.name }}{% if customer.company %}, {{ customer.company }}{% endif %},

the following needs your decision:

{{ tasks }}

{{ merchantArea }}

We report each cause only once.`,
	},
};
