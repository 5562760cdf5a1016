// The form for a person's name, language and number.

import { ask } from "./dialogs.js";
import { t } from "./i18n.js";

/** Ask for a profile; resolves to { first_name, language_code, phone_number? } or null. */
export function askProfile(title, yes, person = {}) {
  const fields = [
    { name: "first_name", label: t("firstName"), value: person.first_name ?? "", required: true },
    {
      name: "language_code",
      label: t("language"),
      type: "select",
      value: person.language_code ?? "fr",
      options: [
        ["fr", t("french")],
        ["en", t("english")],
        ["es", t("otherLanguage")],
      ],
    },
  ];
  if (person.phone_number) {
    fields.push({ name: "phone_number", label: t("phone"), value: person.phone_number, required: true });
  }
  return ask({ title, fields, yes });
}
