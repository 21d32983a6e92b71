// The page's own words. Everything else on it is said by the bot, or written by whoever plays.

const WORDS = {
  fr: {
    hint: "Une répétition : chaque téléphone est une personne du groupe. Commencez sur le premier.",
    first: "Commencez ici",
    private: "Palabre",
    write: "Écrire…",
    replying: "Réponse",
    editing: "Modification",
    send: "Envoyer",
    reply: "Répondre",
    edit: "Modifier",
    cancel: "Annuler",
    voice: "Vocal (12 s)",
    voiceNote: (seconds) => `Message vocal, ${seconds} s`,
    airplane: "Hors connexion",
    waiting: "part au retour du réseau",
    noNetwork: "Pas de connexion. Répondez par un texte : il partira au retour du réseau.",
    start: "Démarrer",
    empty: "Rien encore ici.",
    deleted: "Message supprimé",
    edited: "modifié",
    received: (count, kilobytes) => `${count} messages · ${kilobytes} ko`,
    hour: "+ 1 h",
    day: "+ 1 jour",
    gone: "La répétition est terminée. Relancez palabre rehearse pour recommencer.",
    other: "English",
    phoneOf: (name) => `Téléphone de ${name}`,
    close: "Fermer",
    commands: "Commandes",
    unread: (count) => `${count} non lus`,
    download: "Télécharger",
  },
  en: {
    hint: "A rehearsal: each phone is somebody in the group. Begin on the first one.",
    first: "Begin here",
    private: "Palabre",
    write: "Write…",
    replying: "Reply",
    editing: "Editing",
    send: "Send",
    reply: "Reply",
    edit: "Edit",
    cancel: "Cancel",
    voice: "Voice (12 s)",
    voiceNote: (seconds) => `Voice note, ${seconds} s`,
    airplane: "Offline",
    waiting: "leaves when the network is back",
    noNetwork: "No connection. Answer with a text: it leaves when the network is back.",
    start: "Start",
    empty: "Nothing here yet.",
    deleted: "Message deleted",
    edited: "edited",
    received: (count, kilobytes) => `${count} messages · ${kilobytes} kB`,
    hour: "+ 1 h",
    day: "+ 1 day",
    gone: "The rehearsal has ended. Start palabre rehearse again to go on.",
    other: "Français",
    phoneOf: (name) => `${name}'s phone`,
    close: "Close",
    commands: "Commands",
    unread: (count) => `${count} unread`,
    download: "Download",
  },
};

let language = localStorage.getItem("language") || (navigator.language.startsWith("fr") ? "fr" : "en");

/** The page's words in the language chosen. */
export const words = () => WORDS[language];

export const currentLanguage = () => language;

export function switchLanguage() {
  language = language === "fr" ? "en" : "fr";
  localStorage.setItem("language", language);
}
