// The page's words, in French and in English.

const words = {
  fr: {
    title: "Bac à sable",
    lead: "Un Telegram de poche, sur cette machine seulement. Parlez au robot comme une ou plusieurs personnes : rien ne part sur Internet.",
    people: "Personnes",
    addPerson: "Ajouter une personne",
    pageLanguage: "Langue de la page",
    offline: "Le bac à sable ne répond plus. Nouvel essai…",
    show: "Afficher le téléphone de {name}",
    phoneOf: "Téléphone de {name}",
    messages: "Messages",
    online: "robot",
    typing: "écrit…",
    blocked: "bloqué",
    start: "Démarrer",
    emptyTitle: "Que peut faire ce robot ?",
    emptyText: "Appuyez sur « Démarrer » pour lui parler.",
    write: "Écrivez un message",
    send: "Envoyer",
    save: "Enregistrer la modification",
    commands: "Menu des commandes",
    noCommands: "Le robot n’a annoncé aucune commande.",
    attach: "Joindre",
    keyboardShow: "Montrer le clavier du robot",
    keyboardHide: "Cacher le clavier du robot",
    keyboardOf: "Clavier du robot",
    options: "Options",
    file: "Photo ou document",
    location: "Position",
    ownContact: "Mon numéro",
    otherContact: "Contact d’une autre personne",
    voice: "Message vocal (simulé)",
    sticker: "Autocollant",
    poll: "Sondage",
    profile: "Profil",
    openLink: "Ouvrir avec un lien",
    block: "Bloquer le robot",
    unblock: "Débloquer le robot",
    remove: "Retirer cette personne",
    edited: "modifié",
    edit: "Modifier ce message",
    reply: "Répondre à ce message",
    editing: "Modification du message",
    replying: "Réponse",
    cancel: "Annuler",
    ok: "D’accord",
    add: "Ajouter",
    share: "Partager",
    open: "Ouvrir",
    firstName: "Prénom",
    language: "Langue",
    phone: "Téléphone",
    french: "Français",
    english: "English",
    otherLanguage: "Autre (espagnol)",
    shareTitle: "Partager votre numéro ?",
    shareText: "Le robot recevra votre prénom et le numéro +{phone}.",
    locationTitle: "Envoyer une position",
    place: "Lieu",
    linkTitle: "Ouvrir avec un lien",
    linkText: "Collez un lien t.me/…?start=code, ou seulement son code. Le robot reçoit « /start code », comme depuis une affiche.",
    linkField: "Lien ou code",
    linkWrong: "Un code a de 1 à 64 lettres sans accent, chiffres, _ ou -.",
    otherTitle: "Contact d’une autre personne",
    pollTitle: "Sondage",
    question: "Question",
    choices: "Réponses, une par ligne",
    blockedText: "Vous avez bloqué ce robot.",
    you: "Vous",
    document: "Document",
    photo: "Photo",
    video: "Vidéo",
    voiceMessage: "Message vocal, {seconds} s",
    copied: "Copié",
    failed: "L’envoi n’a pas abouti : {reason}",
    noAnswer: "Le robot n’a pas répondu à cet appui.",
    download: "Télécharger {name}",
    bytes: "o",
    removeTitle: "Retirer {name} ?",
    removeText: "Le téléphone disparaît de cette page. Le robot, lui, n’en sait rien.",
    service: "La conversation a changé.",
    notNow: "Pas maintenant",
  },
  en: {
    title: "Sandbox",
    lead: "A pocket Telegram, on this machine only. Talk to the bot as one person or several: nothing goes out to the Internet.",
    people: "People",
    addPerson: "Add a person",
    pageLanguage: "Language of this page",
    offline: "The sandbox does not answer any more. Trying again…",
    show: "Show the phone of {name}",
    phoneOf: "Phone of {name}",
    messages: "Messages",
    online: "bot",
    typing: "is typing…",
    blocked: "blocked",
    start: "Start",
    emptyTitle: "What can this bot do?",
    emptyText: "Press “Start” to talk to it.",
    write: "Write a message",
    send: "Send",
    save: "Save the change",
    commands: "Menu of commands",
    noCommands: "The bot has announced no command.",
    attach: "Attach",
    keyboardShow: "Show the bot’s keyboard",
    keyboardHide: "Hide the bot’s keyboard",
    keyboardOf: "The bot’s keyboard",
    options: "Options",
    file: "Picture or document",
    location: "Location",
    ownContact: "My number",
    otherContact: "Somebody else’s contact",
    voice: "Voice message (simulated)",
    sticker: "Sticker",
    poll: "Poll",
    profile: "Profile",
    openLink: "Open with a link",
    block: "Block the bot",
    unblock: "Unblock the bot",
    remove: "Remove this person",
    edited: "edited",
    edit: "Edit this message",
    reply: "Reply to this message",
    editing: "Editing the message",
    replying: "Reply",
    cancel: "Cancel",
    ok: "OK",
    add: "Add",
    share: "Share",
    open: "Open",
    firstName: "First name",
    language: "Language",
    phone: "Phone",
    french: "Français",
    english: "English",
    otherLanguage: "Other (Spanish)",
    shareTitle: "Share your number?",
    shareText: "The bot will receive your first name and the number +{phone}.",
    locationTitle: "Send a location",
    place: "Place",
    linkTitle: "Open with a link",
    linkText: "Paste a t.me/…?start=code link, or just its code. The bot receives “/start code”, as from a poster.",
    linkField: "Link or code",
    linkWrong: "A code has 1 to 64 letters without accents, digits, _ or -.",
    otherTitle: "Somebody else’s contact",
    pollTitle: "Poll",
    question: "Question",
    choices: "Answers, one a line",
    blockedText: "You have blocked this bot.",
    you: "You",
    document: "Document",
    photo: "Picture",
    video: "Video",
    voiceMessage: "Voice message, {seconds} s",
    copied: "Copied",
    failed: "It could not be sent: {reason}",
    noAnswer: "The bot did not answer this press.",
    download: "Download {name}",
    bytes: "B",
    removeTitle: "Remove {name}?",
    removeText: "The phone leaves this page. The bot knows nothing of it.",
    service: "The conversation changed.",
    notNow: "Not now",
  },
};

let current = localStorage.getItem("sandbox.language");
if (!(current in words)) current = "fr";

/** The page's language: "fr" or "en". */
export const language = () => current;

/** Change the page's language; it is kept for the next visit. */
export function setLanguage(code) {
  current = code;
  localStorage.setItem("sandbox.language", code);
}

/** A text by its key, with {name} places filled. */
export function t(key, values = {}) {
  return words[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** A number of bytes for people: « 1,4 Mo ». */
export function size(bytes) {
  const units = ["", "k", "M", "G"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < 3) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 1 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(current, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[unit]}${t("bytes")}`;
}

/** The time of day of a message. */
export function clock(date) {
  return new Date(date).toLocaleTimeString(current, { hour: "2-digit", minute: "2-digit" });
}
