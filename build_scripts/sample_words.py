"""The names that the sample company is made of.  All of it is invented."""

from typing import Final, NamedTuple


class Rep(NamedTuple):
    """A rep with region, entry and exit (ISO days), and how much and how well this one sells."""

    name: str
    region: str
    entry: str
    leaves: str
    share: float
    skill: float


REPS: Final = (
    Rep("Claire Moreau", "Loire-Atlantique", "2019-03-04", "", 0.275, 1.20),
    Rep("Julien Le Goff", "Vendée", "2021-02-01", "", 0.205, 1.12),
    Rep("Sophie Garnier", "Maine-et-Loire", "2022-01-10", "", 0.190, 1.00),
    Rep("Karim Benali", "Sarthe", "2024-01-15", "", 0.145, 1.18),
    Rep("Thomas Rousseau", "Mayenne", "2023-03-06", "", 0.095, 0.75),
    Rep("Inès Fabre", "Loire-Atlantique", "2025-07-01", "", 0.035, 0.85),
    Rep("Marc Petit", "Loire-Atlantique", "2020-09-01", "2025-03-28", 0.075, 0.80),
)
MANAGER: Final = "Nathalie Delaunay"

CUSTOMER_TYPES: Final = {"Grands comptes": 0.12, "PME": 0.48, "TPE": 0.40}
SECTORS: Final = {
    "Agroalimentaire": 0.22,
    "Métallurgie": 0.18,
    "Automobile": 0.14,
    "Bois et ameublement": 0.14,
    "Santé": 0.12,
    "Transport": 0.10,
    "Imprimerie": 0.10,
}
TRADES: Final = {
    "Agroalimentaire": ("Laiterie", "Biscuiterie", "Brasserie", "Conserverie", "Salaisons", "Minoterie"),
    "Métallurgie": ("Mécanique", "Chaudronnerie", "Fonderie", "Usinage", "Tôlerie", "Soudure"),
    "Automobile": ("Garage", "Carrosserie", "Pneus", "Centre auto", "Ateliers"),
    "Bois et ameublement": ("Menuiserie", "Scierie", "Ébénisterie", "Charpentes", "Meubles"),
    "Santé": ("Clinique", "Laboratoire", "Centre dentaire", "Pharmacie"),
    "Transport": ("Transports", "Logistique", "Messagerie", "Déménagements"),
    "Imprimerie": ("Imprimerie", "Reprographie", "Emballages", "Étiquettes"),
}
PLACES: Final = (
    "du Bocage", "de la Loire", "du Maine", "de l’Erdre", "des Mauges", "de la Sèvre", "du Vignoble", "de la Côte",
    "du Saumurois", "des Alpes Mancelles", "de l’Huisne", "du Marais", "de la Vie", "du Lay", "de l’Anjou",
    "du Pays blanc", "Saint-Aubin", "Saint-Clair", "Sainte-Luce", "Beaulieu", "Bellevue", "Grand Ouest",
    "Atlantique", "Armor",
)  # fmt: skip
TOWNS: Final = ("Nantes", "Angers", "Le Mans", "Laval", "Cholet", "La Roche-sur-Yon", "Saumur")
FAMILIES: Final = (
    "Guérin", "Hamon", "Delestre", "Lebreton", "Maillard", "Chauvin", "Poirier", "Gaudin", "Bouvier", "Leroux",
    "Barbier", "Renaud", "Marchand", "Pineau", "Couturier", "Brunet", "Lemoine", "Gicquel", "Texier", "Morvan",
    "Rivière", "Blain", "Cousin", "Huet", "Besnard", "Fouquet", "Landais", "Cadiou", "Jolly", "Aubry", "Salaün",
    "Tessier", "Vallée", "Roy", "Boucher", "Legrand", "Picard", "Ménard", "Baron", "Gautier",
)  # fmt: skip
FIRST_NAMES: Final = (
    "Camille", "Nicolas", "Hélène", "Mehdi", "Aurélie", "Bruno", "Céline", "David", "Élodie", "Fabien", "Gaëlle",
    "Hugo", "Isabelle", "Jérôme", "Karine", "Laurent", "Maëlle", "Olivier", "Patricia", "Quentin", "Rachid", "Sandrine",
    "Théo", "Valérie", "Yann", "Zoé",
)  # fmt: skip
JOBS: Final = ("Responsable maintenance", "Gérant", "Directeur de site", "Acheteuse", "Chef d’atelier", "Assistante")


class Range(NamedTuple):
    """A product range: references, share of the lines, price around which they lie, margin, growth a year."""

    name: str
    references: int
    lines: float
    price: float
    margin: float
    growth: float
    words: tuple[str, ...]


RANGES: Final = (
    Range(
        "Contrats de maintenance", 18, 0.155, 1900, 0.505, 0.16,
        ("Contrat essentiel", "Contrat sérénité", "Visite annuelle"),
    ),
    Range("Compresseurs premium", 16, 0.023, 11200, 0.425, 0.10, ("Compresseur à vis silencieux", "Compresseur sec")),
    Range("Compresseurs standard", 24, 0.046, 6300, 0.325, 0.02, ("Compresseur à piston", "Compresseur à vis")),
    Range(
        "Pièces détachées", 62, 0.462, 425, 0.455, 0.05,
        ("Filtre", "Courroie", "Séparateur", "Soupape", "Kit joints"),
    ),
    Range("Installation", 14, 0.083, 1900, 0.43, 0.08, ("Pose réseau", "Mise en service", "Raccordement")),
    Range("Location courte durée", 14, 0.073, 900, 0.35, 0.04, ("Location semaine", "Location week-end")),
    Range("Consommables", 30, 0.154, 335, 0.21, 0.0, ("Huile", "Graisse", "Cartouche", "Raccord")),
    Range("Occasion", 6, 0.004, 4200, 0.13, -0.1, ("Compresseur reconditionné",)),
)  # fmt: skip


class Source(NamedTuple):
    """Where leads come from: how many of all, how many qualify, and how well they sign."""

    name: str
    share: float
    qualified: float
    signs: float


SOURCES: Final = (
    Source("Recommandation", 0.079, 0.60, 1.65),
    Source("Partenaires", 0.048, 0.46, 1.15),
    Source("Salons professionnels", 0.125, 0.31, 1.08),
    Source("Site web", 0.287, 0.22, 0.95),
    Source("Prospection téléphonique", 0.343, 0.165, 0.62),
    Source("LinkedIn", 0.101, 0.13, 0.60),
    Source("", 0.017, 0.22, 0.70),
)
STAGES: Final = ("Qualification", "Rendez-vous", "Proposition", "Négociation")
LOST_AT: Final = (0.15, 0.18, 0.39, 0.28)
STALLED_AT: Final = (0.40, 0.26, 0.24, 0.10)
"""Stage at which an opportunity that nobody decides comes to rest."""
REASONS: Final = {
    "Prix trop élevé": 0.32,
    "Projet reporté": 0.21,
    "A choisi un concurrent": 0.17,
    "Ne répond plus": 0.14,
    "Besoin non couvert": 0.10,
    "": 0.06,
}
COMPETITORS: Final = ("AirNova", "Compresso", "Hydrapress", "Pneuma Ouest")
SEASON: Final = (0.99, 1.10, 1.02, 0.85, 0.90, 1.05, 0.81, 0.50, 1.00, 1.13, 1.07, 0.90)
"""January to December."""


class Fate(NamedTuple):
    """What is known of leads that end alike: chance of the best answer to each question, and of each signal."""

    budget: float
    authority: float
    need: float
    timeline: float
    pushed: float
    """Made an opportunity before all four criteria were met."""
    visits: float
    opens: float
    quote: float
    reply: float
    fits: float
    size: float
    area: float
    known: float


FATES: Final = {
    "Gagnée": Fate(0.62, 0.46, 0.50, 0.40, 0.13, 0.55, 0.66, 0.36, 0.46, 0.60, 0.50, 0.88, 0.18),
    "Perdue": Fate(0.34, 0.30, 0.38, 0.35, 0.22, 0.46, 0.60, 0.28, 0.38, 0.53, 0.42, 0.83, 0.14),
    "En cours": Fate(0.44, 0.36, 0.44, 0.37, 0.17, 0.50, 0.63, 0.32, 0.42, 0.56, 0.45, 0.85, 0.16),
    "": Fate(0.20, 0.20, 0.25, 0.20, 1.0, 0.22, 0.40, 0.04, 0.15, 0.50, 0.34, 0.70, 0.08),
}
"""The truth that the score can find: a won lead had the money and the decision-maker, and came back for more."""
AIMED_AT: Final = ("Agroalimentaire", "Métallurgie", "Automobile")
"""The sectors that make half of the revenue."""
OUTSIDE: Final = ("Ille-et-Vilaine", "Deux-Sèvres", "Finistère")
SIZES: Final = ((50, 60, 80, 120, 180, 250, 400), (4, 8, 12, 18, 25, 35, 45))
"""Employees of the larger and of the smaller companies."""

ACTIONS: Final = {
    "": ("Rappeler", "Envoyer la documentation", "Qualifier le besoin"),
    "Qualification": ("Rappeler", "Fixer un rendez-vous", "Identifier le décideur"),
    "Rendez-vous": ("Préparer la visite", "Envoyer le compte rendu", "Faire la démonstration"),
    "Proposition": ("Envoyer le devis", "Relancer le devis", "Présenter la proposition"),
    "Négociation": ("Obtenir l’accord du décideur", "Relancer le devis", "Envoyer le contrat"),
}
PHONES: Final = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49", "06 39 98")
NOTES: Final = (
    "Remplacer deux compresseurs avant l’audit de septembre.",
    "Réseau d’air à revoir : fuites estimées à 15 %.",
    "Contrat d’entretien actuel jusqu’à fin juin.",
    "Extension de l’atelier, mise en service à l’automne.",
    "Demande un essai d’un mois avant de s’engager.",
    "Compare avec une location longue durée.",
    "Bruit en atelier signalé par la médecine du travail.",
    "Souhaite un seul prestataire pour l’entretien.",
)
EVIDENCE: Final = {
    "budget": ("Budget voté en comité", "Ligne inscrite à l’investissement", "Enveloppe donnée par le gérant"),
    "authority": (
        "Gérant rencontré sur site",
        "Directeur de site présent au rendez-vous",
        "Achats et direction d’accord",
    ),
    "need": ("Arrêts chiffrés à 4 000 € par mois", "Audit énergétique à l’appui", "Panne du compresseur principal"),
    "timeline": ("Installation avant l’été", "Bail de l’atelier en juin", "Audit client en septembre"),
}
MEDDIC: Final = {
    "Métriques": ("1,8 k€ d’économie par mois", "Moins 12 % d’énergie", "Deux arrêts de moins par an"),
    "Décideur économique": ("Directrice financière identifiée", "PDG rencontré", "Comité d’investissement"),
    "Critères de décision": ("Bruit, débit, délai", "Coût sur cinq ans", "Service sous 4 h"),
    "Processus de décision": ("Deux devis, puis comité", "Accord du groupe au-delà de 60 k€", "Signature du directeur"),
    "Problème identifié": ("Chutes de pression le lundi", "Air non conforme", "Machine en fin de vie"),
    "Allié interne": ("Responsable maintenance", "Chef d’atelier", "Acheteuse"),
}
