<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>BulkDialog</name>
    <message numerus="yes">
        <source>Change %n lead(s)</source>
        <translation>
            <numerusform>Change %n lead</numerusform>
            <numerusform>Change %n leads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangedFiles</name>
    <message numerus="yes">
        <source>%n file(s) changed since the import</source>
        <translation>
            <numerusform>%n file has changed since it was imported</numerusform>
            <numerusform>%n files have changed since they were imported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFooter</name>
    <message numerus="yes">
        <source>new</source>
        <translation>
            <numerusform>new</numerusform>
            <numerusform>new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changed</source>
        <translation>
            <numerusform>changed</numerusform>
            <numerusform>changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unchanged</source>
        <translation>
            <numerusform>unchanged</numerusform>
            <numerusform>unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removed</source>
        <translation>
            <numerusform>removed</numerusform>
            <numerusform>removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rejected</source>
        <translation>
            <numerusform>rejected</numerusform>
            <numerusform>rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n row(s)</source>
        <translation>
            <numerusform>Import %n row</numerusform>
            <numerusform>Import %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) no longer in the sheet will be removed.</source>
        <translation>
            <numerusform>%n record no longer in the sheet will be removed.</numerusform>
            <numerusform>%n records no longer in the sheet will be removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportTold</name>
    <message numerus="yes">
        <source>%n row(s) added</source>
        <translation>
            <numerusform>%n row added</numerusform>
            <numerusform>%n rows added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) changed</source>
        <translation>
            <numerusform>%n row changed</numerusform>
            <numerusform>%n rows changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) removed</source>
        <translation>
            <numerusform>%n record removed</numerusform>
            <numerusform>%n records removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with them %n record(s) of customers, products, reps or stages</source>
        <translation>
            <numerusform>with them %n record of a customer, product, rep or stage</numerusform>
            <numerusform>with them %n records of customers, products, reps or stages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) rejected, to be corrected</source>
        <translation>
            <numerusform>%n row rejected, to be corrected</numerusform>
            <numerusform>%n rows rejected, to be corrected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportWindow</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IssuesPanel</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) rejected</source>
        <translation>
            <numerusform>%n row rejected</numerusform>
            <numerusform>%n rows rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) to check</source>
        <translation>
            <numerusform>%n cell to check</numerusform>
            <numerusform>%n cells to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more sort(s)</source>
        <translation>
            <numerusform>… and %n more sort</numerusform>
            <numerusform>… and %n more sorts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) that look alike</source>
        <translation>
            <numerusform>%n name that looks alike</numerusform>
            <numerusform>%n names that look alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KpiHeader</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n row left out</numerusform>
            <numerusform>%n rows left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeadList</name>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late action(s)</source>
        <translation>
            <numerusform>%n late action</numerusform>
            <numerusform>%n late actions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeadsSection</name>
    <message numerus="yes">
        <source>%n lead(s) should be erased by that rule.</source>
        <translation>
            <numerusform>%n lead should be erased by that rule.</numerusform>
            <numerusform>%n leads should be erased by that rule.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objection(s) are kept, as codes: those people are left out of imports.</source>
        <translation>
            <numerusform>%n objection is kept, as a code: that person is left out of imports.</numerusform>
            <numerusform>%n objections are kept, as codes: those people are left out of imports.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObjectionsDialog</name>
    <message numerus="yes">
        <source>%n opportunity(ies) lost for it</source>
        <translation>
            <numerusform>%n opportunity lost for it</numerusform>
            <numerusform>%n opportunities lost for it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message numerus="yes">
        <source>%n row(s), next</source>
        <translation>
            <numerusform>%n row, next</numerusform>
            <numerusform>%n rows, next</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Correct all %n</source>
        <translation>
            <numerusform>Correct %n cell</numerusform>
            <numerusform>Correct all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionDialog</name>
    <message numerus="yes">
        <source>%n lead(s) without contact for longer</source>
        <translation>
            <numerusform>%n lead without contact for longer</numerusform>
            <numerusform>%n leads without contact for longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) of people left out of imports</source>
        <translation>
            <numerusform>%n name, address or number left out of imports</numerusform>
            <numerusform>%n names, addresses or numbers left out of imports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowsPanel</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoringDialog</name>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetBar</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_SheetDelegate</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
