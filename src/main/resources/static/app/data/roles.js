/** The roles of the columns of an upload, as a table that can be corrected. */
import { html } from "../preact.js";
import { t } from "../i18n/index.js";
import { Table } from "../ui/parts.js";

const ROLES = ["time", "series", "target", "future-covariate", "past-covariate", "dropped"];

/** The columns of the uploaded table with their present roles. @param {any} dataset @returns {{name: string, role: string}[]} */
function tableColumns({ table, columns }) {
  if (!table) return [];
  return [
    ...(table.time ? [{ name: table.time, role: "time" }] : []),
    ...table.series.map((name) => ({ name, role: "series" })),
    ...columns.filter((column) => table.values.includes(column.name)),
    ...(table.dropped || []).map((name) => ({ name, role: "dropped" })),
  ];
}

/**
 * The parameters of an upload that give the columns other roles; none if nothing was changed.
 * @param {any} dataset
 * @param {Record<string, string>} roles changed roles by column
 */
export function roleParameters(dataset, roles) {
  if (Object.keys(roles).length === 0) return {};
  const all = tableColumns(dataset).map((column) => ({ ...column, role: roles[column.name] || column.role }));
  const of = (/** @type {string} */ role) => all.filter((column) => column.role === role).map((column) => quoted(column.name));
  return {
    timeColumn: all.find((column) => column.role === "time")?.name || "",
    seriesColumn: of("series"),
    targets: of("target"),
    futureCovariates: of("future-covariate"),
    pastCovariates: of("past-covariate"),
  };
}

/** @param {string} name */
const quoted = (name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

export function Roles({ dataset, roles, onChange }) {
  const columns = tableColumns(dataset);
  if (columns.length === 0) return null;
  return html`<${Table} label=${t("upload.correct")} limited rows=${columns} columns=${[
    { title: t("understood.column"), head: true, cell: (column) => column.name },
    {
      title: t("understood.role"),
      cell: (column) => html`<select aria-label=${t("roles.of", { column: column.name })} value=${roles[column.name] || column.role} onChange=${(event) => onChange(column.name, event.target.value)}>
        ${ROLES.map((role) => html`<option value=${role} selected=${role === (roles[column.name] || column.role)}>${t(`role.${role}`)}</option>`)}
      </select>`,
    },
  ]} />`;
}
