/** Which members of a model are networks, by the names that the service gives them. */

/** @param {any} member @returns {boolean} */
const isNetwork = (member) => (member.type === "adjusted" ? isNetwork(member.member) : member.type === "segmented");

/** @param {any} member @returns {string} */
const nameOf = (member) => (member.type === "adjusted" ? `${nameOf(member.member)}+covariates` : `network-${member.number + 1}`);

/** Names of the networks of an automatic model, the largest weight first; empty for a single network. @param {any} model @returns {string[]} */
export const networks = (model) =>
  [...(model.automatic?.ensemble.members || [])]
    .filter((one) => isNetwork(one.member))
    .sort((a, b) => b.weight - a.weight)
    .map((one) => nameOf(one.member));

/** Whether there is a network to look into. @param {any} model */
export const hasNetwork = (model) => Boolean(model.specification) || networks(model).length > 0;
