<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SalesDesk</source>
        <translation>À propos de SalesDesk</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Copied: versions, system and sizes, nothing of your data.</source>
        <translation>Copié&#xa0;: versions, système et tailles, rien de vos données.</translation>
    </message>
    <message>
        <source>Everything stays on this computer. No account, no upload.</source>
        <translation>Tout reste sur cet ordinateur. Aucun compte, aucun envoi.</translation>
    </message>
    <message>
        <source>Copy the diagnostics</source>
        <translation>Copier le diagnostic</translation>
    </message>
    <message>
        <source>Licences of the fonts</source>
        <translation>Licences des polices</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ActionsCard</name>
    <message>
        <source>What to do first</source>
        <translation>À faire en premier</translation>
    </message>
    <message>
        <source>Decided actions…</source>
        <translation>Actions décidées…</translation>
    </message>
    <message>
        <source>What if…</source>
        <translation>Et si…</translation>
    </message>
    <message>
        <source>No finding calls for action in this period.</source>
        <translation>Aucun constat n’appelle une action sur cette période.</translation>
    </message>
    <message>
        <source>Nothing urgent</source>
        <translation>Rien d’urgent</translation>
    </message>
</context>
<context>
    <name>ActionsDialog</name>
    <message>
        <source>Decided actions</source>
        <translation>Actions décidées</translation>
    </message>
    <message>
        <source>Decide another one</source>
        <translation>En décider une autre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Décider</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Faite</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>To move</source>
        <translation>Pour faire bouger</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Pour le</translation>
    </message>
    <message>
        <source>The whole company</source>
        <translation>Toute l’entreprise</translation>
    </message>
    <message>
        <source>Nothing has been decided yet.</source>
        <translation>Rien n’a encore été décidé.</translation>
    </message>
    <message>
        <source>done on {day}</source>
        <translation>faite le {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>pour le {day}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure en cours…</translation>
    </message>
</context>
<context>
    <name>AgendaView</name>
    <message>
        <source>{kpi} reviewed</source>
        <translation>{kpi}&#xa0;: revue faite</translation>
    </message>
    <message>
        <source>Mark {kpi} as reviewed</source>
        <translation>{kpi}&#xa0;: marquer comme revu</translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>{words}, {points} points</source>
        <translation>{words}, {points} points</translation>
    </message>
</context>
<context>
    <name>BacktestDialog</name>
    <message>
        <source>What the score was worth</source>
        <translation>Ce que valait le score</translation>
    </message>
    <message>
        <source>Scoring the leads that ended…</source>
        <translation>Notation des leads clos…</translation>
    </message>
    <message>
        <source>By grade</source>
        <translation>Par température</translation>
    </message>
    <message>
        <source>By tenth, best scores first</source>
        <translation>Par dixième, meilleurs scores d’abord</translation>
    </message>
    <message>
        <source>Forecast from older leads, and what came of the newer ones</source>
        <translation>Prévu d’après les anciens, observé ensuite</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Gagnés</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>IC 95&#xa0;%</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Prévu</translation>
    </message>
    <message>
        <source>Came true</source>
        <translation>Observé</translation>
    </message>
    <message>
        <source>The score foretells more than one rate for all would.</source>
        <translation>Le score prévoit mieux qu’un taux unique pour tous.</translation>
    </message>
    <message>
        <source>One rate for all would have foretold as much: do not build on this score yet.</source>
        <translation>Un taux unique aurait prévu aussi bien&#xa0;: ne vous fiez pas encore à ce score.</translation>
    </message>
</context>
<context>
    <name>BackupList</name>
    <message>
        <source>before an import</source>
        <translation>avant un import</translation>
    </message>
    <message>
        <source>before a new version of SalesDesk</source>
        <translation>avant une nouvelle version de SalesDesk</translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation>avant une restauration</translation>
    </message>
    <message>
        <source>after a person was erased</source>
        <translation>après l’effacement d’une personne</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Faite</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size}&#xa0;Mo</translation>
    </message>
    <message>
        <source>A copy is made before every import that changes the data.</source>
        <translation>Une copie est faite avant chaque import qui change les données.</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Pas encore de sauvegarde</translation>
    </message>
    <message>
        <source>What you have now is backed up before another copy takes its place.</source>
        <translation>L’état présent est sauvegardé avant qu’une autre copie ne prenne sa place.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Go back to the data of {moment}?</source>
        <translation>Revenir aux données du {moment}&#xa0;?</translation>
    </message>
    <message>
        <source>Imports and changes made since are no longer there. The present state is backed up first.</source>
        <translation>Les imports et les modifications faits depuis n’y seront plus. L’état présent est d’abord sauvegardé.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>Keep the present state</source>
        <translation>Garder l’état présent</translation>
    </message>
</context>
<context>
    <name>BandTile</name>
    <message>
        <source>won</source>
        <translation>signés</translation>
    </message>
    <message>
        <source>n = {count}</source>
        <translation>n = {count}</translation>
    </message>
    <message>
        <source>few</source>
        <translation>peu</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message numerus="yes">
        <source>Change %n lead(s)</source>
        <translation>
            <numerusform>Modifier %n fiche</numerusform>
            <numerusform>Modifier %n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>One step, which can be undone.</source>
        <translation>Une seule étape, qui peut être annulée.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
</context>
<context>
    <name>ChangedFiles</name>
    <message numerus="yes">
        <source>%n file(s) changed since the import</source>
        <translation>
            <numerusform>%n fichier a changé depuis son import</numerusform>
            <numerusform>%n fichiers ont changé depuis leur import</numerusform>
        </translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
</context>
<context>
    <name>ChartMenu</name>
    <message>
        <source>Show the figures…</source>
        <translation>Afficher les chiffres…</translation>
    </message>
    <message>
        <source>Copy as a picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>Copier le tableau</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Enregistrer l’image…</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>The chart could not be drawn</source>
        <translation>Le graphique n’a pas pu être tracé</translation>
    </message>
    <message>
        <source>Your data is intact.</source>
        <translation>Vos données sont intactes.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Copy the technical detail</source>
        <translation>Copier le détail technique</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Calcul en cours…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Indicator, customer, order, command…</source>
        <translation>Indicateur, client, commande, action…</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>CompanyMenu</name>
    <message>
        <source>Open a company file…</source>
        <translation>Ouvrir un fichier d’entreprise…</translation>
    </message>
    <message>
        <source>New company file…</source>
        <translation>Nouveau fichier d’entreprise…</translation>
    </message>
    <message>
        <source>Recent companies</source>
        <translation>Sociétés récentes</translation>
    </message>
    <message>
        <source>Recent spreadsheets</source>
        <translation>Tableurs récents</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>Exporter PDF</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>About SalesDesk</source>
        <translation>À propos de SalesDesk</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Tout est enregistré</translation>
    </message>
    <message>
        <source>Everything is saved, last change: {moment}</source>
        <translation>Tout est enregistré, dernière modification&#xa0;: {moment}</translation>
    </message>
</context>
<context>
    <name>CompanySection</name>
    <message>
        <source>Company</source>
        <translation>Société</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(aucun)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>Secteur</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>Fiscal year begins in</source>
        <translation>L’exercice commence en</translation>
    </message>
    <message>
        <source>The sector decides which benchmarks the indicators are held against.</source>
        <translation>Le secteur décide des repères auxquels les indicateurs sont comparés.</translation>
    </message>
    <message>
        <source>The currency is a name only: amounts are not converted.</source>
        <translation>La devise n’est qu’un nom&#xa0;: les montants ne sont pas convertis.</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Undo: {what}</source>
        <translation>Annuler&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>Nom de l’entreprise</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Ce qui a été fait</translation>
    </message>
    <message>
        <source>Undo the latest</source>
        <translation>Annuler la dernière action</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Ajouts</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifs</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Retraits</translation>
    </message>
    <message>
        <source>Problems of this import</source>
        <translation>Problèmes de cet import</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>Enregistrer les lignes rejetées</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>No problem</source>
        <translation>Aucun problème</translation>
    </message>
    <message>
        <source>Every row was imported as it is.</source>
        <translation>Chaque ligne a été importée telle quelle.</translation>
    </message>
    <message>
        <source>Where the data comes from</source>
        <translation>D’où viennent les données</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>Correspondances</translation>
    </message>
    <message>
        <source>Merged names</source>
        <translation>Noms réunis</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Complétude</translation>
    </message>
    <message>
        <source>{rejected} rejected, {checked} to check</source>
        <translation>{rejected} rejetées, {checked} à vérifier</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Lignes rejetées</translation>
    </message>
    <message>
        <source>Rejected rows saved: {path}</source>
        <translation>Lignes rejetées enregistrées&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Save a copy of the company file</source>
        <translation>Enregistrer une copie du fichier de l’entreprise</translation>
    </message>
    <message>
        <source>Copy written: {path}</source>
        <translation>Copie enregistrée&#xa0;: {path}</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>An import is being written.</source>
        <translation>Un import est en cours d’écriture.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Spreadsheets</source>
        <translation>Tableurs</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Annuler l’import</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undone: {change}</source>
        <translation>Annulé&#xa0;: {change}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>Importer de nouveau</translation>
    </message>
    <message>
        <source>Done again: {change}</source>
        <translation>Rétabli&#xa0;: {change}</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>Exporter PDF</translation>
    </message>
    <message>
        <source>Report written</source>
        <translation>Rapport enregistré</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Rédaction du rapport…</translation>
    </message>
    <message>
        <source>Making the sample company…</source>
        <translation>Préparation de la société d’exemple…</translation>
    </message>
    <message>
        <source>Save the template</source>
        <translation>Enregistrer le modèle</translation>
    </message>
    <message>
        <source>Template saved</source>
        <translation>Modèle enregistré</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>environ&#xa0;%n seconde restante</numerusform>
            <numerusform>environ&#xa0;%n secondes restantes</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Interrompu. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>This could not be done</source>
        <translation>Cela n’a pas pu être fait</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>DefinitionsSection</name>
    <message>
        <source>Definitions</source>
        <translation>Définitions</translation>
    </message>
    <message>
        <source>What is chosen here counts for all pages, the command line and the PDF.</source>
        <translation>Ce choix vaut pour toutes les pages, la ligne de commande et le PDF.</translation>
    </message>
    <message>
        <source>Calculated on</source>
        <translation>Calculé sur</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>Export this table</source>
        <translation>Exporter ce tableau</translation>
    </message>
    <message>
        <source>by</source>
        <translation>par</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop Excel or CSV files here</source>
        <translation>Déposez ici des fichiers Excel ou CSV</translation>
    </message>
    <message>
        <source>Drag an Excel or CSV file here</source>
        <translation>Glissez un fichier Excel ou CSV</translation>
    </message>
    <message>
        <source>.xlsx, .xls, .ods, .csv · several files at once</source>
        <translation>.xlsx, .xls, .ods, .csv · plusieurs fichiers à la fois</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Choisir des fichiers</translation>
    </message>
    <message>
        <source>Spreadsheets</source>
        <translation>Tableurs</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Possible duplicates</source>
        <translation>Doublons possibles</translation>
    </message>
    <message>
        <source>Comparing the leads…</source>
        <translation>Comparaison des fiches…</translation>
    </message>
    <message>
        <source>Show the first</source>
        <translation>Voir la première</translation>
    </message>
    <message>
        <source>Show the second</source>
        <translation>Voir la seconde</translation>
    </message>
    <message>
        <source>They are two</source>
        <translation>Ce sont deux fiches</translation>
    </message>
    <message>
        <source>Join them</source>
        <translation>Réunir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n paire</numerusform>
            <numerusform>%n paires</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong in SalesDesk</source>
        <translation>SalesDesk a rencontré un problème</translation>
    </message>
    <message>
        <source>Your data is intact. The report below says what happened; you can copy it and send it to whoever looks after SalesDesk for you.</source>
        <translation>Vos données sont intactes. Le rapport ci-dessous dit ce qui s’est passé&#xa0;; vous pouvez le copier et l’envoyer à la personne qui s’occupe de SalesDesk chez vous.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Rapport d’erreur</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>EvidenceEdit</name>
    <message>
        <source>What does the answer rest on?</source>
        <translation>Sur quoi repose la réponse&#xa0;?</translation>
    </message>
</context>
<context>
    <name>FigureField</name>
    <message>
        <source> days</source>
        <translation> jours</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Exporter en CSV…</translation>
    </message>
</context>
<context>
    <name>FigureView</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Exporter en CSV…</translation>
    </message>
</context>
<context>
    <name>FiguresDialog</name>
    <message>
        <source>Copy the table</source>
        <translation>Copier le tableau</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>as imported</source>
        <translation>tel qu’importé</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>modifié depuis</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Feuilles</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importé</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Drop a spreadsheet on the window, or choose one.</source>
        <translation>Déposez un tableur sur la fenêtre, ou choisissez-en un.</translation>
    </message>
    <message>
        <source>Nothing imported yet</source>
        <translation>Rien d’importé pour l’instant</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Refreshing reads the files again where they lie; what they no longer hold is removed.</source>
        <translation>Actualiser relit les fichiers là où ils se trouvent&#xa0;; ce qu’ils ne contiennent plus est retiré.</translation>
    </message>
    <message>
        <source>Known files</source>
        <translation>Fichiers connus</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Ouvrir le fichier</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Refresh all that changed</source>
        <translation>Actualiser les fichiers modifiés</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Clear all</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Vues enregistrées</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>comparé à</translation>
    </message>
    <message>
        <source>(not given)</source>
        <translation>(non renseigné)</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n choisi</numerusform>
            <numerusform>%n choisis</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}:</source>
        <translation>{title}&#xa0;:</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>no filter</source>
        <translation>aucun filtre</translation>
    </message>
    <message>
        <source>Previous period</source>
        <translation>Période précédente</translation>
    </message>
    <message>
        <source>Next period</source>
        <translation>Période suivante</translation>
    </message>
</context>
<context>
    <name>FindingsCard</name>
    <message>
        <source>What stands out</source>
        <translation>Ce qui ressort</translation>
    </message>
    <message>
        <source>Nothing stands out from chance in this period.</source>
        <translation>Rien ne se distingue du hasard sur cette période.</translation>
    </message>
    <message>
        <source>See the records</source>
        <translation>Voir les lignes</translation>
    </message>
    <message>
        <source>Decide on this action</source>
        <translation>Décider cette action</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Drop your files, your numbers appear here.</source>
        <translation>Déposez vos fichiers, vos chiffres apparaissent ici.</translation>
    </message>
    <message>
        <source>Sales, quotes, leads, price lists: one Excel workbook or CSV file is enough to begin.</source>
        <translation>Ventes, devis, prospects, tarifs&#xa0;: un classeur Excel ou un fichier CSV suffit pour commencer.</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Try with sample data</source>
        <translation>Essayer avec des données d’exemple</translation>
    </message>
    <message>
        <source>A made-up company: leads, opportunities, sales and costs.</source>
        <translation>Une entreprise fictive&#xa0;: leads, opportunités, ventes et coûts.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save a template to fill in</source>
        <translation>Enregistrer un modèle à remplir</translation>
    </message>
    <message>
        <source>Start from a template to fill in</source>
        <translation>Partir d’un modèle à remplir</translation>
    </message>
    <message>
        <source>A workbook with the right columns, already named.</source>
        <translation>Un classeur avec les bonnes colonnes, déjà nommées.</translation>
    </message>
    <message>
        <source>Which sheet gives which indicators</source>
        <translation>Quelle feuille donne quels indicateurs</translation>
    </message>
    <message>
        <source>With the sheet…</source>
        <translation>Avec la feuille…</translation>
    </message>
    <message>
        <source>you get</source>
        <translation>vous obtenez</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventes</translation>
    </message>
    <message>
        <source>date, customer, rep, amount</source>
        <translation>date, client, commercial, montant HT</translation>
    </message>
    <message>
        <source>revenue per rep, repurchase</source>
        <translation>CA par commercial, réachat</translation>
    </message>
    <message>
        <source>+ purchase cost</source>
        <translation>+ coût d’achat</translation>
    </message>
    <message>
        <source>per line or per product</source>
        <translation>par ligne ou par produit</translation>
    </message>
    <message>
        <source>gross margin</source>
        <translation>marge brute</translation>
    </message>
    <message>
        <source>+ leads and opportunities</source>
        <translation>+ leads et opportunités</translation>
    </message>
    <message>
        <source>source, dates, outcome</source>
        <translation>source, dates, issue</translation>
    </message>
    <message>
        <source>conversion, cycle, qualified leads, losses</source>
        <translation>conversion, cycle, leads qualifiés, pertes</translation>
    </message>
    <message>
        <source>Everything stays on this computer. No account, no upload.</source>
        <translation>Tout reste sur cet ordinateur. Aucun compte, aucun envoi.</translation>
    </message>
</context>
<context>
    <name>HistoryStrip</name>
    <message>
        <source>What this score was worth so far</source>
        <translation>Ce que vaut ce score dans votre historique</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>since {year}</source>
        <translation>depuis {year}</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Contact details</source>
        <translation>Coordonnées</translation>
    </message>
    <message>
        <source>Without contact for too long: this lead should be erased.</source>
        <translation>Sans contact depuis trop longtemps&#xa0;: cette fiche devrait être effacée.</translation>
    </message>
    <message>
        <source>Perhaps the same as {name}, {contact}: show it</source>
        <translation>Peut-être la même que {name}, {contact}&#xa0;: la voir</translation>
    </message>
    <message>
        <source>Unreadable amount. Example: {example}</source>
        <translation>Montant illisible. Exemple&#xa0;: {example}</translation>
    </message>
</context>
<context>
    <name>ImportFooter</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message numerus="yes">
        <source>new</source>
        <translation>
            <numerusform>nouvelle</numerusform>
            <numerusform>nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changed</source>
        <translation>
            <numerusform>modifiée</numerusform>
            <numerusform>modifiées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unchanged</source>
        <translation>
            <numerusform>inchangée</numerusform>
            <numerusform>inchangées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removed</source>
        <translation>
            <numerusform>supprimée</numerusform>
            <numerusform>supprimées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rejected</source>
        <translation>
            <numerusform>rejetée</numerusform>
            <numerusform>rejetées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n row(s)</source>
        <translation>
            <numerusform>Importer&#xa0;%n ligne</numerusform>
            <numerusform>Importer&#xa0;%n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>a copy of the cells is kept, the import can be undone</source>
        <translation>une copie est gardée, l’import peut être annulé</translation>
    </message>
    <message>
        <source>Nothing new: these rows are already there.</source>
        <translation>Rien de nouveau&#xa0;: ces lignes sont déjà là.</translation>
    </message>
    <message>
        <source>Tick a sheet to import it.</source>
        <translation>Cochez une feuille pour l’importer.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) no longer in the sheet will be removed.</source>
        <translation>
            <numerusform>%n enregistrement absent de la feuille sera supprimé.</numerusform>
            <numerusform>%n enregistrements absents de la feuille seront supprimés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import en cours…</translation>
    </message>
</context>
<context>
    <name>ImportTold</name>
    <message numerus="yes">
        <source>%n row(s) added</source>
        <translation>
            <numerusform>%n ligne ajoutée</numerusform>
            <numerusform>%n lignes ajoutées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) changed</source>
        <translation>
            <numerusform>%n ligne modifiée</numerusform>
            <numerusform>%n lignes modifiées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) removed</source>
        <translation>
            <numerusform>%n enregistrement supprimé</numerusform>
            <numerusform>%n enregistrements supprimés</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>Rien n’a changé</translation>
    </message>
    <message numerus="yes">
        <source>with them %n record(s) of customers, products, reps or stages</source>
        <translation>
            <numerusform>avec elles %n fiche de client, produit, commercial ou étape</numerusform>
            <numerusform>avec elles %n fiches de clients, produits, commerciaux ou étapes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) rejected, to be corrected</source>
        <translation>
            <numerusform>%n ligne rejetée, à corriger</numerusform>
            <numerusform>%n lignes rejetées, à corriger</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportWindow</name>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Import into “{name}”</source>
        <translation>Importer dans «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Lecture des fichiers…</translation>
    </message>
    <message>
        <source>recognised</source>
        <translation>reconnue</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>not imported</source>
        <translation>non importée</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Mapping remembered for “{sheet}”</source>
        <translation>Correspondance enregistrée pour «&#xa0;{sheet}&#xa0;»</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>environ&#xa0;%n seconde restante</numerusform>
            <numerusform>environ&#xa0;%n secondes restantes</numerusform>
        </translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Lignes rejetées</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>Enregistrer les lignes rejetées</translation>
    </message>
    <message>
        <source>Rejected rows saved: {path}</source>
        <translation>Lignes rejetées enregistrées&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Ajouter un fichier</translation>
    </message>
    <message>
        <source>Spreadsheets</source>
        <translation>Tableurs</translation>
    </message>
    <message>
        <source>The files could not be read</source>
        <translation>Les fichiers n’ont pas pu être lus</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Interrompu. Rien n’a été modifié.</translation>
    </message>
</context>
<context>
    <name>IssuesPanel</name>
    <message>
        <source>Questions and problems</source>
        <translation>Questions et problèmes</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message>
        <source>the likeliest answer is ticked</source>
        <translation>la réponse la plus probable est cochée</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) rejected</source>
        <translation>
            <numerusform>%n ligne rejetée</numerusform>
            <numerusform>%n lignes rejetées</numerusform>
        </translation>
    </message>
    <message>
        <source>not imported until they are corrected</source>
        <translation>non importées tant qu’elles ne sont pas corrigées</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) to check</source>
        <translation>
            <numerusform>%n cellule à vérifier</numerusform>
            <numerusform>%n cellules à vérifier</numerusform>
        </translation>
    </message>
    <message>
        <source>imported all the same</source>
        <translation>importées quand même</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Bon à savoir</translation>
    </message>
    <message>
        <source>Save these rows as a workbook</source>
        <translation>Enregistrer ces lignes dans un classeur</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more sort(s)</source>
        <translation>
            <numerusform>… et&#xa0;%n autre sorte</numerusform>
            <numerusform>… et&#xa0;%n autres sortes</numerusform>
        </translation>
    </message>
    <message>
        <source>No problem found.</source>
        <translation>Aucun problème trouvé.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) that look alike</source>
        <translation>
            <numerusform>%n nom en double probable</numerusform>
            <numerusform>%n noms en double probables</numerusform>
        </translation>
    </message>
    <message>
        <source>ticked: they count as one</source>
        <translation>coché&#xa0;: ils ne font qu’un</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>Tout accepter</translation>
    </message>
    <message>
        <source>Refuse all</source>
        <translation>Tout refuser</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… et&#xa0;%n autre</numerusform>
            <numerusform>… et&#xa0;%n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” = “{same}”</source>
        <translation>«&#xa0;{name}&#xa0;» = «&#xa0;{same}&#xa0;»</translation>
    </message>
    <message>
        <source>What you will see</source>
        <translation>Ce que vous verrez</translation>
    </message>
    <message>
        <source>from this import and the data you have</source>
        <translation>avec cet import et vos données</translation>
    </message>
    <message>
        <source>no {kind}</source>
        <translation>sans {kind}</translation>
    </message>
    <message>
        <source>missing: {fields}</source>
        <translation>il manque&#xa0;: {fields}</translation>
    </message>
</context>
<context>
    <name>KpiHeader</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ligne écartée</numerusform>
            <numerusform>%n lignes écartées</numerusform>
        </translation>
    </message>
    <message>
        <source>Set a target</source>
        <translation>Fixer un objectif</translation>
    </message>
    <message>
        <source>Target and benchmark</source>
        <translation>Objectif et repère</translation>
    </message>
    <message>
        <source>How is it calculated?</source>
        <translation>Comment est-ce calculé&#xa0;?</translation>
    </message>
    <message>
        <source>no earlier figure</source>
        <translation>pas de valeur antérieure</translation>
    </message>
    <message>
        <source>from {value} {when}</source>
        <translation>contre {value} {when}</translation>
    </message>
    <message>
        <source>Target {value}</source>
        <translation>Objectif {value}</translation>
    </message>
    <message>
        <source>met</source>
        <translation>atteint</translation>
    </message>
    <message>
        <source>reached at {share}</source>
        <translation>atteint à {share}</translation>
    </message>
    <message>
        <source>beaten by {gap}</source>
        <translation>dépassé de {gap}</translation>
    </message>
    <message>
        <source>missed by {gap}</source>
        <translation>manqué de {gap}</translation>
    </message>
    <message>
        <source>target {value}</source>
        <translation>objectif {value}</translation>
    </message>
    <message>
        <source>Gap between first and last rep</source>
        <translation>Écart entre le premier et le dernier commercial</translation>
    </message>
    <message>
        <source>Qualification rate</source>
        <translation>Taux de qualification</translation>
    </message>
    <message>
        <source>Sector benchmark: {sector}</source>
        <translation>Repère du secteur&#xa0;: {sector}</translation>
    </message>
</context>
<context>
    <name>KpiPage</name>
    <message>
        <source>No row matches these filters</source>
        <translation>Aucune ligne avec ces filtres</translation>
    </message>
    <message>
        <source>The filters leave nothing that this indicator could use.</source>
        <translation>Les filtres ne laissent rien que cet indicateur puisse utiliser.</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Nothing in this period</source>
        <translation>Rien sur cette période</translation>
    </message>
    <message>
        <source>The data this indicator needs lies outside of the period.</source>
        <translation>Les données utiles à cet indicateur sont en dehors de la période.</translation>
    </message>
    <message>
        <source>Show all dates</source>
        <translation>Afficher toutes les dates</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Prospects are missing</source>
        <translation>Il manque les prospects</translation>
    </message>
    <message>
        <source>Sales with a rep are missing</source>
        <translation>Il manque les ventes par commercial</translation>
    </message>
    <message>
        <source>Signed opportunities are missing</source>
        <translation>Il manque les affaires signées</translation>
    </message>
    <message>
        <source>Sales with a customer are missing</source>
        <translation>Il manque les ventes par client</translation>
    </message>
    <message>
        <source>Purchase cost is missing</source>
        <translation>Il manque le coût d’achat</translation>
    </message>
    <message>
        <source>Leads are missing</source>
        <translation>Il manque les leads</translation>
    </message>
    <message>
        <source>Closed opportunities are missing</source>
        <translation>Il manque les affaires closes</translation>
    </message>
    <message>
        <source>Data is missing</source>
        <translation>Il manque des données</translation>
    </message>
    <message>
        <source>Import leads, or opportunities with their stage or outcome.</source>
        <translation>Importez des leads, ou des opportunités avec leur étape ou leur issue.</translation>
    </message>
    <message>
        <source>Import sales lines with a rep and an amount, or won opportunities.</source>
        <translation>Importez des lignes de vente avec commercial et montant, ou des opportunités gagnées.</translation>
    </message>
    <message>
        <source>Import opportunities with a first-contact date and a signature date.</source>
        <translation>Importez des opportunités avec date de premier contact et date de signature.</translation>
    </message>
    <message>
        <source>Import sales lines with a customer, a date and an amount.</source>
        <translation>Importez des lignes de vente avec client, date et montant.</translation>
    </message>
    <message>
        <source>No imported column holds a purchase cost; per line or per product, either will do.</source>
        <translation>Aucune colonne importée ne contient de coût d’achat&#xa0;; par ligne ou par produit, l’un ou l’autre suffit.</translation>
    </message>
    <message>
        <source>Import a sheet of leads with BANT answers or a status.</source>
        <translation>Importez une feuille de leads avec réponses BANT ou statut.</translation>
    </message>
    <message>
        <source>Import opportunities with their outcome: won or lost.</source>
        <translation>Importez des opportunités avec leur issue&#xa0;: gagnée ou perdue.</translation>
    </message>
</context>
<context>
    <name>LastImport</name>
    <message>
        <source>Nothing has been imported yet.</source>
        <translation>Rien n’a encore été importé.</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Ajoutés</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiés</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Disparus</translation>
    </message>
</context>
<context>
    <name>LayoutList</name>
    <message>
        <source>Layout</source>
        <translation>Correspondance</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>No layout</source>
        <translation>Aucune correspondance</translation>
    </message>
    <message>
        <source>Layouts are remembered when they are imported.</source>
        <translation>Les correspondances sont retenues à chaque import.</translation>
    </message>
    <message>
        <source>A file with the same headers comes in without a question.</source>
        <translation>Un fichier aux mêmes en-têtes entre sans question.</translation>
    </message>
    <message>
        <source>Remembered layouts</source>
        <translation>Correspondances retenues</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Name of this layout</source>
        <translation>Nom de cette correspondance</translation>
    </message>
</context>
<context>
    <name>LeadBar</name>
    <message>
        <source>Leads by score</source>
        <translation>Leads par score</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Won or lost</source>
        <translation>Gagnées ou perdues</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Action overdue</source>
        <translation>Action en retard</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>New lead (Ctrl+N)</source>
        <translation>Nouvelle fiche (Ctrl+N)</translation>
    </message>
    <message>
        <source>Action overdue · {count}</source>
        <translation>Action en retard · {count}</translation>
    </message>
    <message>
        <source>Late · {count}</source>
        <translation>En retard · {count}</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>Chauds</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Tièdes</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Froids</translation>
    </message>
</context>
<context>
    <name>LeadDelegate</name>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>{days} late</source>
        <translation>retard {days}</translation>
    </message>
</context>
<context>
    <name>LeadDesk</name>
    <message>
        <source>Import a list of leads, or add the first one by hand.</source>
        <translation>Importez une liste de leads, ou ajoutez le premier à la main.</translation>
    </message>
    <message>
        <source>No lead yet</source>
        <translation>Aucun lead pour l’instant</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouvelle fiche</translation>
    </message>
</context>
<context>
    <name>LeadForm</name>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>for {days}</source>
        <translation>depuis {days}</translation>
    </message>
    <message>
        <source>Only facts that serve the sale: the person may ask to read them.</source>
        <translation>Seulement des faits utiles à la vente&#xa0;: la personne peut demander à les lire.</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouvelle fiche</translation>
    </message>
</context>
<context>
    <name>LeadHistory</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>LeadList</name>
    <message>
        <source>Search leads</source>
        <translation>Rechercher un lead</translation>
    </message>
    <message>
        <source>Order of the leads</source>
        <translation>Ordre des leads</translation>
    </message>
    <message>
        <source>by score</source>
        <translation>par score</translation>
    </message>
    <message>
        <source>by next action</source>
        <translation>par prochaine action</translation>
    </message>
    <message>
        <source>latest first</source>
        <translation>les plus récents</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>par nom</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Réunir</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Load of the week</source>
        <translation>Charge de la semaine</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>room for more</source>
        <translation>encore de la place</translation>
    </message>
    <message>
        <source>a full week</source>
        <translation>semaine pleine</translation>
    </message>
    <message>
        <source>too many: follow-up suffers</source>
        <translation>trop&#xa0;: le suivi en souffre</translation>
    </message>
    <message>
        <source>{rep}: {count} qualified this week, {words}</source>
        <translation>{rep}&#xa0;: {count} qualifiés cette semaine, {words}</translation>
    </message>
    <message numerus="yes">
        <source>%n late action(s)</source>
        <translation>
            <numerusform>%n action en retard</numerusform>
            <numerusform>%n actions en retard</numerusform>
        </translation>
    </message>
    <message>
        <source>Load: {most} this week, of {low} to {full}</source>
        <translation>Charge&#xa0;: {most} cette semaine, sur {low} à {full}</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n choisie</numerusform>
            <numerusform>%n choisies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeadMore</name>
    <message>
        <source>More about leads</source>
        <translation>Plus sur les leads</translation>
    </message>
    <message>
        <source>Scoring model…</source>
        <translation>Modèle de score…</translation>
    </message>
    <message>
        <source>What the score was worth…</source>
        <translation>Ce que valait le score…</translation>
    </message>
    <message>
        <source>Letters and e-mails…</source>
        <translation>Lettres et e-mails…</translation>
    </message>
    <message>
        <source>Objections and answers…</source>
        <translation>Objections et réponses…</translation>
    </message>
    <message>
        <source>Next actions to a calendar…</source>
        <translation>Actions vers un agenda…</translation>
    </message>
    <message>
        <source>Possible duplicates…</source>
        <translation>Doublons possibles…</translation>
    </message>
    <message>
        <source>Personal data of this lead…</source>
        <translation>Données personnelles de cette fiche…</translation>
    </message>
    <message>
        <source>Data kept too long…</source>
        <translation>Données gardées trop longtemps…</translation>
    </message>
    <message>
        <source>Next actions to a calendar</source>
        <translation>Actions vers un agenda</translation>
    </message>
    <message>
        <source>actions.ics</source>
        <translation>actions.ics</translation>
    </message>
</context>
<context>
    <name>LeadSide</name>
    <message>
        <source>Score and next action</source>
        <translation>Score et prochaine action</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>Chaud</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Tiède</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Froid</translation>
    </message>
    <message>
        <source>BANT qualified 4/4</source>
        <translation>Qualifié BANT 4/4</translation>
    </message>
    <message>
        <source>BANT {met}/4</source>
        <translation>BANT {met}/4</translation>
    </message>
    <message>
        <source>complex cycle, from {amount}</source>
        <translation>cycle complexe, dès {amount}</translation>
    </message>
    <message>
        <source>complex cycle</source>
        <translation>cycle complexe</translation>
    </message>
    <message>
        <source>To opportunity</source>
        <translation>Passer en opportunité</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Gagnée</translation>
    </message>
    <message>
        <source>not contacted for {hours}</source>
        <translation>pas contacté depuis {hours}</translation>
    </message>
    <message>
        <source>{hours} left for the first contact</source>
        <translation>{hours} pour le premier contact</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>Prochaine action</translation>
    </message>
    <message>
        <source>What is next?</source>
        <translation>Quelle est la suite&#xa0;?</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>sans date</translation>
    </message>
    <message>
        <source>Date of the next action</source>
        <translation>Date de la prochaine action</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Postpone</source>
        <translation>Reporter</translation>
    </message>
    <message>
        <source>by a week</source>
        <translation>d’une semaine</translation>
    </message>
    <message>
        <source>Lost…</source>
        <translation>Perdu…</translation>
    </message>
    <message>
        <source>Stage of the opportunity</source>
        <translation>Étape de l’opportunité</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Échange</translation>
    </message>
    <message>
        <source>Note a call, a visit or a reply of today</source>
        <translation>Noter un appel, une visite ou une réponse d’aujourd’hui</translation>
    </message>
    <message>
        <source>{days} late</source>
        <translation>retard {days}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
</context>
<context>
    <name>LeadSource</name>
    <message>
        <source>typed by hand</source>
        <translation>saisie à la main</translation>
    </message>
    <message>
        <source>Source: {source}. Received: {day}. Channel: {channel}.</source>
        <translation>Source&#xa0;: {source}. Reçu le {day}. Canal&#xa0;: {channel}.</translation>
    </message>
</context>
<context>
    <name>LeadsSection</name>
    <message>
        <source>Leads and privacy</source>
        <translation>Leads et vie privée</translation>
    </message>
    <message>
        <source>Scoring model</source>
        <translation>Modèle de score</translation>
    </message>
    <message>
        <source>Weights and thresholds…</source>
        <translation>Poids et seuils…</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>Données personnelles</translation>
    </message>
    <message>
        <source> years</source>
        <translation>&#xa0;ans</translation>
    </message>
    <message>
        <source>Leads without contact are kept for</source>
        <translation>Les leads sans contact sont gardés</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s) should be erased by that rule.</source>
        <translation>
            <numerusform>%n lead devrait être effacé selon cette règle.</numerusform>
            <numerusform>%n leads devraient être effacés selon cette règle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objection(s) are kept, as codes: those people are left out of imports.</source>
        <translation>
            <numerusform>%n opposition est gardée, sous forme de code&#xa0;: cette personne est laissée hors des imports.</numerusform>
            <numerusform>%n oppositions sont gardées, sous forme de codes&#xa0;: ces personnes sont laissées hors des imports.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything stays on this computer. No account, no upload.</source>
        <translation>Tout reste sur cet ordinateur. Aucun compte, aucun envoi.</translation>
    </message>
</context>
<context>
    <name>LetterDialog</name>
    <message>
        <source>Letter to {name}</source>
        <translation>Lettre à {name}</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Lettre</translation>
    </message>
    <message>
        <source>Edit template</source>
        <translation>Modifier le modèle</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copié.</translation>
    </message>
    <message>
        <source>Keep template</source>
        <translation>Garder le modèle</translation>
    </message>
    <message>
        <source>Places that are filled in: {places}</source>
        <translation>Champs remplis automatiquement&#xa0;: {places}</translation>
    </message>
    <message>
        <source>Nothing is sent: copy the text into your own mail program.</source>
        <translation>Rien n’est envoyé&#xa0;: copiez le texte dans votre messagerie.</translation>
    </message>
</context>
<context>
    <name>ListTable</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Copier le tableau</translation>
    </message>
</context>
<context>
    <name>LossDialog</name>
    <message>
        <source>Lead lost</source>
        <translation>Lead perdu</translation>
    </message>
    <message>
        <source>Why is {name} lost?</source>
        <translation>Pourquoi {name} est-il perdu&#xa0;?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>What to answer</source>
        <translation>Que répondre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Mark as lost</source>
        <translation>Marquer perdu</translation>
    </message>
    <message>
        <source>Before giving up: {title}</source>
        <translation>Avant d’abandonner&#xa0;: {title}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>My company</source>
        <translation>Mon entreprise</translation>
    </message>
    <message>
        <source>Restore the backup</source>
        <translation>Restaurer la sauvegarde</translation>
    </message>
    <message>
        <source>Target saved</source>
        <translation>Objectif enregistré</translation>
    </message>
    <message>
        <source>data up to {day}</source>
        <translation>données au {day}</translation>
    </message>
    <message>
        <source>sample data</source>
        <translation>données d’exemple</translation>
    </message>
    <message>
        <source>If SalesDesk ends now, this is stopped and nothing of it is kept.</source>
        <translation>Si SalesDesk s’arrête maintenant, cette opération est interrompue et rien n’en est gardé.</translation>
    </message>
    <message>
        <source>End all the same</source>
        <translation>Quitter quand même</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Rester</translation>
    </message>
</context>
<context>
    <name>MappingHeader</name>
    <message>
        <source>Fields of the columns</source>
        <translation>Champs des colonnes</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>montant</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>yes/no</source>
        <translation>oui/non</translation>
    </message>
    <message>
        <source>word</source>
        <translation>mot</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoré</translation>
    </message>
    <message>
        <source>Ignore this column</source>
        <translation>Ignorer cette colonne</translation>
    </message>
</context>
<context>
    <name>MeddicCard</name>
    <message>
        <source>0 unknown, 1 heard, 2 confirmed, 3 proved</source>
        <translation>0 inconnu, 1 entendu, 2 confirmé, 3 prouvé</translation>
    </message>
</context>
<context>
    <name>MembersPanel</name>
    <message>
        <source>(not given)</source>
        <translation>(non renseigné)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Tout garder</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
</context>
<context>
    <name>MergeList</name>
    <message>
        <source>Name in the files</source>
        <translation>Nom dans les fichiers</translation>
    </message>
    <message>
        <source>Counts as</source>
        <translation>Compte comme</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Names that an import takes for one are listed here.</source>
        <translation>Les noms qu’un import prend pour un seul sont listés ici.</translation>
    </message>
    <message>
        <source>No merged names</source>
        <translation>Aucun nom réuni</translation>
    </message>
    <message>
        <source>The files keep their names; telling them apart can be undone.</source>
        <translation>Les fichiers gardent leurs noms&#xa0;; la séparation peut être annulée.</translation>
    </message>
    <message>
        <source>Merged names</source>
        <translation>Noms réunis</translation>
    </message>
    <message>
        <source>Tell apart again</source>
        <translation>Séparer à nouveau</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
</context>
<context>
    <name>MethodPanel</name>
    <message>
        <source>{interval}: the true figure lies there 95 times in 100.</source>
        <translation>{interval}&#xa0;: la vraie valeur s’y trouve 95 fois sur 100.</translation>
    </message>
    <message>
        <source>Working hours…</source>
        <translation>Horaires de travail…</translation>
    </message>
    <message>
        <source>Cost of sources…</source>
        <translation>Coût des sources…</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Hors calcul</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>Calculated on</source>
        <translation>Calculé sur</translation>
    </message>
    <message>
        <source>Exchange rates…</source>
        <translation>Taux de change…</translation>
    </message>
</context>
<context>
    <name>ObjectionsDialog</name>
    <message>
        <source>Objections and answers</source>
        <translation>Objections et réponses</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n opportunity(ies) lost for it</source>
        <translation>
            <numerusform>%n affaire perdue pour cela</numerusform>
            <numerusform>%n affaires perdues pour cela</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>Exporter PDF</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Annuler la dernière modification</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>Enregistrer cette vue…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Clair ou sombre</translation>
    </message>
    <message>
        <source>Open a company file…</source>
        <translation>Ouvrir un fichier de société…</translation>
    </message>
    <message>
        <source>company</source>
        <translation>société</translation>
    </message>
    <message>
        <source>About SalesDesk</source>
        <translation>À propos de SalesDesk</translation>
    </message>
    <message>
        <source>Settings saved</source>
        <translation>Réglages enregistrés</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Enregistrer cette vue</translation>
    </message>
    <message>
        <source>Page, period, comparison and filters are kept under this name:</source>
        <translation>La page, la période, la comparaison et les filtres sont gardés sous ce nom&#xa0;:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>View saved: {name}</source>
        <translation>Vue enregistrée&#xa0;: {name}</translation>
    </message>
    <message>
        <source>view</source>
        <translation>vue</translation>
    </message>
</context>
<context>
    <name>OpenDealsView</name>
    <message>
        <source>Open deals by stage</source>
        <translation>Affaires en cours par étape</translation>
    </message>
    <message>
        <source>Too little history to forecast what these deals will bring.</source>
        <translation>Trop peu d’historique pour prévoir ce que ces affaires rapporteront.</translation>
    </message>
    <message>
        <source>{amount} expected</source>
        <translation>{amount} attendus</translation>
    </message>
    <message>
        <source>within {days}, going by your own history; 80% range: {low} to {high}</source>
        <translation>sous {days}, selon votre historique&#xa0;; fourchette à 80&#xa0;%&#xa0;: {low} à {high}</translation>
    </message>
    <message>
        <source>{held} of {all} past forecasts held</source>
        <translation>{held} prévisions passées sur {all} ont tenu</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>No program of this computer opens this file. It lies here:</source>
        <translation>Aucun programme de cet ordinateur n’ouvre ce fichier. Il se trouve ici&#xa0;:</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Monthly revenue</source>
        <translation>CA mensuel</translation>
    </message>
    <message>
        <source>{period}, compared with: {compared}</source>
        <translation>{period}, comparé à&#xa0;: {compared}</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Non évalués</translation>
    </message>
    <message>
        <source>The 7 indicators</source>
        <translation>Les 7 indicateurs</translation>
    </message>
    <message>
        <source>bar: your value · dotted: your target · bands: zones of the benchmark</source>
        <translation>trait plein&#xa0;: votre valeur · pointillé&#xa0;: votre objectif · bandes&#xa0;: zones du repère</translation>
    </message>
    <message>
        <source>Over a year</source>
        <translation>Sur un an</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Évolution</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indicateur</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Tendance</translation>
    </message>
    <message>
        <source>Benchmark and target</source>
        <translation>Repère et objectif</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>In plain words</source>
        <translation>En clair</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Leading reps</source>
        <translation>Commerciaux en tête</translation>
    </message>
</context>
<context>
    <name>PartTabs</name>
    <message>
        <source>Parts of the figure</source>
        <translation>Parties du chiffre</translation>
    </message>
</context>
<context>
    <name>Period</name>
    <message>
        <source>All dates</source>
        <translation>Toutes les dates</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>12 mois glissants</translation>
    </message>
    <message>
        <source>Q{number} {year}</source>
        <translation>T{number} {year}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>previous 12 months</source>
        <translation>12 mois précédents</translation>
    </message>
    <message>
        <source>a year earlier</source>
        <translation>un an plus tôt</translation>
    </message>
    <message>
        <source>previous period</source>
        <translation>période précédente</translation>
    </message>
    <message>
        <source>the period before</source>
        <translation>la période d’avant</translation>
    </message>
</context>
<context>
    <name>PeriodPanel</name>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Trimestre</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Année</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 mois</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer à</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>This period is running: the data reaches {day}.</source>
        <translation>Période en cours&#xa0;: les données vont jusqu’au {day}.</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>Personal data</source>
        <translation>Données personnelles</translation>
    </message>
    <message>
        <source>Without contact for {years} years, a lead that bought nothing should be erased.</source>
        <translation>Sans contact depuis {years} ans, un lead qui n’a rien acheté devrait être effacé.</translation>
    </message>
    <message>
        <source>Leave this person out of future imports</source>
        <translation>Laisser cette personne de côté dans les prochains imports</translation>
    </message>
    <message>
        <source>I know that erasing cannot be undone, and deletes the automatic backups</source>
        <translation>Je sais que l’effacement est définitif et supprime les sauvegardes automatiques</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Enregistrer une copie…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Erase this person</source>
        <translation>Effacer cette personne</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Effacement…</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>person.json</source>
        <translation>personne.json</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>Preview of the sheet</source>
        <translation>Aperçu de la feuille</translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message numerus="yes">
        <source>%n row(s), next</source>
        <translation>
            <numerusform>%n ligne, suivante</numerusform>
            <numerusform>%n lignes, suivante</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the value</source>
        <translation>Saisir la valeur</translation>
    </message>
    <message>
        <source>What the cell should say</source>
        <translation>Ce que la cellule devrait dire</translation>
    </message>
    <message>
        <source>Show cell {address}</source>
        <translation>Montrer la cellule {address}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Annuler la correction</translation>
    </message>
    <message>
        <source>Keep only one</source>
        <translation>Garder une seule</translation>
    </message>
    <message>
        <source>Read {value}</source>
        <translation>Lire {value}</translation>
    </message>
    <message numerus="yes">
        <source>Correct all %n</source>
        <translation>
            <numerusform>Corriger la cellule</numerusform>
            <numerusform>Corriger les %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityList</name>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Renseigné</translation>
    </message>
    <message>
        <source>Missing in</source>
        <translation>Manque dans</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Sur</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Aucune fiche</translation>
    </message>
    <message>
        <source>Import a spreadsheet first.</source>
        <translation>Importez d’abord un tableur.</translation>
    </message>
    <message>
        <source>Records that lack a field are left out of the figures that need it, and each figure says so.</source>
        <translation>Les fiches sans un champ sont exclues des chiffres qui en ont besoin, et chaque chiffre le dit.</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Complétude</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>Yes, keep this</source>
        <translation>Oui, garder ce choix</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indicateurs</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Atelier</translation>
    </message>
    <message>
        <source>Lead desk</source>
        <translation>Fiches leads</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
</context>
<context>
    <name>RatesDialog</name>
    <message>
        <source>Exchange rates</source>
        <translation>Taux de change</translation>
    </message>
    <message>
        <source>One unit of each currency in {own}, from a day on (empty: from the start). Amounts in a currency without a rate are left out and listed.</source>
        <translation>Une unité de chaque devise en {own}, à partir d’un jour (vide&#xa0;: depuis toujours). Les montants dans une devise sans taux sont écartés et listés.</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>From</source>
        <translation>À partir du</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Which currency is this rate for?</source>
        <translation>De quelle devise est ce taux&#xa0;?</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Example: 24/03/2026</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une date. Exemple&#xa0;: 24/03/2026</translation>
    </message>
    <message>
        <source>“{text}” is not a rate. Example: 0.92</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un taux. Exemple&#xa0;: 0,92</translation>
    </message>
</context>
<context>
    <name>RetentionDialog</name>
    <message>
        <source>Data kept too long</source>
        <translation>Données gardées trop longtemps</translation>
    </message>
    <message>
        <source>Keep leads that bought nothing, without contact, for</source>
        <translation>Garder les fiches sans achat ni contact pendant</translation>
    </message>
    <message>
        <source> years</source>
        <translation> ans</translation>
    </message>
    <message>
        <source>Years of retention</source>
        <translation>Années de conservation</translation>
    </message>
    <message>
        <source>Leads kept too long</source>
        <translation>Fiches gardées trop longtemps</translation>
    </message>
    <message>
        <source>I know that erasing cannot be undone, and deletes the automatic backups</source>
        <translation>Je sais que l’effacement est définitif et supprime les sauvegardes automatiques</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Erase these people</source>
        <translation>Effacer ces personnes</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Effacement…</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s) without contact for longer</source>
        <translation>
            <numerusform>%n fiche sans contact depuis plus longtemps</numerusform>
            <numerusform>%n fiches sans contact depuis plus longtemps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) of people left out of imports</source>
        <translation>
            <numerusform>%n nom, adresse ou numéro laissé de côté à l’import</numerusform>
            <numerusform>%n noms, adresses ou numéros laissés de côté à l’import</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is left out of imports.</source>
        <translation>Personne n’est laissé de côté à l’import.</translation>
    </message>
</context>
<context>
    <name>RowsHead</name>
    <message>
        <source>Looking for the records…</source>
        <translation>Recherche des lignes…</translation>
    </message>
    <message>
        <source>No row here</source>
        <translation>Aucune ligne ici</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Filter these rows</source>
        <translation>Filtrer ces lignes</translation>
    </message>
    <message>
        <source>Reason for being left out</source>
        <translation>Motif d’exclusion</translation>
    </message>
    <message>
        <source>Export these rows as CSV</source>
        <translation>Exporter ces lignes en CSV</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>Tous les motifs</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>non renseigné</translation>
    </message>
    <message>
        <source>{dimension}: {name}</source>
        <translation>{dimension}&#xa0;: {name}</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>typed by hand</source>
        <translation>saisie à la main</translation>
    </message>
</context>
<context>
    <name>RowsPanel</name>
    <message>
        <source>Records behind the figure</source>
        <translation>Lignes derrière le chiffre</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>No row here</source>
        <translation>Aucune ligne ici</translation>
    </message>
    <message>
        <source>No record matches this part of the figure.</source>
        <translation>Aucune ligne ne correspond à cette partie du chiffre.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows}, {files}. Enter opens the original row.</source>
        <translation>{rows}, {files}. Entrée ouvre la ligne d’origine.</translation>
    </message>
    <message>
        <source>Export these rows</source>
        <translation>Exporter ces lignes</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Enregistré&#xa0;: {path}</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Show the original row</source>
        <translation>Afficher la ligne d’origine</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
</context>
<context>
    <name>RuleFields</name>
    <message>
        <source>Most points of each part</source>
        <translation>Points au plus de chaque partie</translation>
    </message>
    <message>
        <source>Qualification and grades</source>
        <translation>Qualification et températures</translation>
    </message>
    <message>
        <source>{criterion} is met from</source>
        <translation>{criterion}&#xa0;: rempli à partir de</translation>
    </message>
    <message>
        <source>Hot from</source>
        <translation>Chaud à partir de</translation>
    </message>
    <message>
        <source>Warm from</source>
        <translation>Tiède à partir de</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>MEDDIC is asked from</source>
        <translation>MEDDIC demandé à partir de</translation>
    </message>
</context>
<context>
    <name>ScoreGauge</name>
    <message>
        <source>Score {score} out of 100</source>
        <translation>Score {score} sur 100</translation>
    </message>
    <message>
        <source>out of 100</source>
        <translation>sur 100</translation>
    </message>
</context>
<context>
    <name>ScoringDialog</name>
    <message>
        <source>Scoring model</source>
        <translation>Modèle de score</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>Delete this model</source>
        <translation>Supprimer ce modèle</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Signaux</translation>
    </message>
    <message>
        <source>Learn from my history</source>
        <translation>Apprendre de mon historique</translation>
    </message>
    <message>
        <source>Who changes grade</source>
        <translation>Qui change de température</translation>
    </message>
    <message>
        <source>Starting weights</source>
        <translation>Poids de départ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Utiliser ce modèle</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>{grade}: {before}, then {after}</source>
        <translation>{grade}&#xa0;: {before}, puis {after}</translation>
    </message>
    <message>
        <source>{grade}: {before} won, then {after}</source>
        <translation>{grade}&#xa0;: {before} signés, puis {after}</translation>
    </message>
    <message>
        <source>In your history:</source>
        <translation>Dans votre historique&#xa0;:</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>Chaud</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Tiède</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Froid</translation>
    </message>
    <message>
        <source>My model</source>
        <translation>Mon modèle</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Rubriques</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>SheetBar</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n colonne</numerusform>
            <numerusform>%n colonnes</numerusform>
        </translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>non reconnu</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>row {row}</source>
        <translation>ligne {row}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>En-tête</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>replaces the former version</source>
        <translation>remplace la version précédente</translation>
    </message>
    <message>
        <source>adds to what is there</source>
        <translation>s’ajoute à l’existant</translation>
    </message>
</context>
<context>
    <name>SheetList</name>
    <message>
        <source>Sheets found</source>
        <translation>Feuilles trouvées</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>Mot de passe du fichier</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Ajouter un fichier</translation>
    </message>
    <message>
        <source>{files} is protected by a password. It is used once and not kept.</source>
        <translation>{files} est protégé par un mot de passe. Il sert une fois et n’est pas conservé.</translation>
    </message>
</context>
<context>
    <name>SideCard</name>
    <message>
        <source>Open deals</source>
        <translation>Affaires</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Figures to review</source>
        <translation>Indicateurs à revoir</translation>
    </message>
    <message>
        <source>What the last import changed</source>
        <translation>Ce que le dernier import a changé</translation>
    </message>
</context>
<context>
    <name>SignalCard</name>
    <message>
        <source>Use the list</source>
        <translation>Reprendre la liste</translation>
    </message>
    <message>
        <source>ticked by hand</source>
        <translation>coché à la main</translation>
    </message>
    <message>
        <source>told by your data</source>
        <translation>d’après vos données</translation>
    </message>
</context>
<context>
    <name>SignalFields</name>
    <message>
        <source>Who is aimed at, and for how long it counts</source>
        <translation>Qui est visé, et pendant combien de temps cela compte</translation>
    </message>
    <message>
        <source>Sectors, separated by commas</source>
        <translation>Secteurs, séparés par des virgules</translation>
    </message>
    <message>
        <source>Areas, separated by commas</source>
        <translation>Zones, séparées par des virgules</translation>
    </message>
    <message>
        <source>Employees, from</source>
        <translation>Salariés, à partir de</translation>
    </message>
    <message>
        <source> days</source>
        <translation> jours</translation>
    </message>
    <message>
        <source>An interaction loses half its points in</source>
        <translation>Un échange perd la moitié de ses points en</translation>
    </message>
    <message>
        <source>Digital engagement loses half its points in</source>
        <translation>L’engagement numérique perd la moitié de ses points en</translation>
    </message>
</context>
<context>
    <name>SignalRow</name>
    <message>
        <source>{words}, {points} points</source>
        <translation>{words}, {points} points</translation>
    </message>
</context>
<context>
    <name>SourceCostsDialog</name>
    <message>
        <source>Cost of sources</source>
        <translation>Coût des sources</translation>
    </message>
    <message>
        <source>Per month: cost per lead, per sale and return follow from it. 0 means unknown.</source>
        <translation>Par mois&#xa0;: le coût par lead, par vente et le retour s’en déduisent. 0&#xa0;: inconnu.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>SourcePane</name>
    <message>
        <source>Original cells</source>
        <translation>Cellules d’origine</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Ouvrir le fichier</translation>
    </message>
    <message>
        <source>imported on {moment}</source>
        <translation>importé le {moment}</translation>
    </message>
    <message>
        <source>The file is no longer where it was. </source>
        <translation>Le fichier n’est plus là où il était. </translation>
    </message>
    <message>
        <source>These are the cells as imported. The original file is never changed.</source>
        <translation>Voici les cellules telles qu’importées. Le fichier d’origine n’est jamais modifié.</translation>
    </message>
    <message>
        <source>No row selected</source>
        <translation>Aucune ligne choisie</translation>
    </message>
    <message>
        <source>Select a row to see the cells it came from.</source>
        <translation>Choisissez une ligne pour voir ses cellules d’origine.</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>Saisi à la main</translation>
    </message>
    <message>
        <source>This record was entered in SalesDesk; no spreadsheet holds it.</source>
        <translation>Cette fiche a été saisie dans SalesDesk&#xa0;; aucun tableur ne la contient.</translation>
    </message>
    <message>
        <source>Corrected at the import: {cell} is read as “{value}”. </source>
        <translation>Corrigé à l’import&#xa0;: {cell} est lu «&#xa0;{value}&#xa0;». </translation>
    </message>
    <message>
        <source>Row {row} of sheet {sheet} in {file}</source>
        <translation>Ligne {row} de la feuille {sheet} dans {file}</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>up {size}</source>
        <translation>hausse de {size}</translation>
    </message>
    <message>
        <source>down {size}</source>
        <translation>baisse de {size}</translation>
    </message>
</context>
<context>
    <name>TargetDialog</name>
    <message>
        <source>A target goes before the benchmark. 0 means no target.</source>
        <translation>L’objectif prime sur le repère. 0&#xa0;: pas d’objectif.</translation>
    </message>
    <message>
        <source>Targets set</source>
        <translation>Objectifs fixés</translation>
    </message>
    <message>
        <source>Sector of the company</source>
        <translation>Secteur de l’entreprise</translation>
    </message>
    <message>
        <source>The whole company</source>
        <translation>Toute l’entreprise</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(aucun)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>TargetsSection</name>
    <message>
        <source>Targets and benchmarks</source>
        <translation>Objectifs et repères</translation>
    </message>
    <message>
        <source>A target goes before the benchmark: it decides the status of its indicator.</source>
        <translation>Un objectif passe avant le repère&#xa0;: il décide de l’état de son indicateur.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Change the target: {indicator}</source>
        <translation>Modifier l’objectif&#xa0;: {indicator}</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>aucun objectif</translation>
    </message>
</context>
<context>
    <name>ThresholdForm</name>
    <message>
        <source>Thresholds</source>
        <translation>Seuils</translation>
    </message>
    <message>
        <source>As published for the sector, unverified</source>
        <translation>Publiés pour le secteur, non vérifiés</translation>
    </message>
    <message>
        <source>Our own</source>
        <translation>Les nôtres</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>{zone} from</source>
        <translation>{zone} à partir de</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Indicator, customer, order, command…</source>
        <translation>Indicateur, client, commande, action…</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Clair ou sombre</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>Exporter PDF</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
</context>
<context>
    <name>ViewsMenu</name>
    <message>
        <source>No saved view yet</source>
        <translation>Aucune vue enregistrée</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>Enregistrer cette vue…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
</context>
<context>
    <name>WhatIfDialog</name>
    <message>
        <source>What if</source>
        <translation>Et si&#xa0;?</translation>
    </message>
    <message>
        <source>All else stays as it was in the period shown: arithmetic on your own figures, no forecast.</source>
        <translation>Tout le reste est inchangé sur la période affichée&#xa0;: un calcul sur vos chiffres, pas une prévision.</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>Levier</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Variation</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>CA</translation>
    </message>
    <message>
        <source>The revenue of this period cannot be measured.</source>
        <translation>Le CA de cette période ne peut pas être mesuré.</translation>
    </message>
    <message>
        <source>Revenue {then} instead of {now} ({gain}){margin}.</source>
        <translation>CA de {then} au lieu de {now} ({gain}){margin}.</translation>
    </message>
    <message>
        <source>Not measured here, left as it is: {names}</source>
        <translation>Non mesuré ici, laissé tel quel&#xa0;: {names}</translation>
    </message>
    <message>
        <source>; margin {then} ({gain})</source>
        <translation>&#xa0;; marge de {then} ({gain})</translation>
    </message>
    <message>
        <source> pts</source>
        <translation> pts</translation>
    </message>
    <message>
        <source>Conversion</source>
        <translation>Conversion</translation>
    </message>
    <message>
        <source>Average deal</source>
        <translation>Affaire moyenne</translation>
    </message>
    <message>
        <source>Sales cycle</source>
        <translation>Cycle de vente</translation>
    </message>
    <message>
        <source>Repurchase</source>
        <translation>Réachat</translation>
    </message>
    <message>
        <source>Margin rate</source>
        <translation>Taux de marge</translation>
    </message>
</context>
<context>
    <name>WorkingTimeDialog</name>
    <message>
        <source>Working hours</source>
        <translation>Horaires de travail</translation>
    </message>
    <message>
        <source>The working clock of the first contact stands still outside of these hours.</source>
        <translation>Hors de ces horaires, l’horloge ouvrée du premier contact est à l’arrêt.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>French public holidays are not worked</source>
        <translation>Jours fériés français non travaillés</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Lead desk</source>
        <translation>Fiches leads</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
</context>
<context>
    <name>_SheetDelegate</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
</context>
</TS>
