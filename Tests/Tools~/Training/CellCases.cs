namespace RnnGen.Tools.Tests;

/// <summary>Every cell, in a small size.</summary>
internal static class CellCases
{
    private const int Inputs = 2;

    // The columns of an annotation, as many as the units of what looks at it.
    private const int Width = 4;

    private static readonly Dictionary<string, (Type Cell, Func<ParameterSet, CellCase> New)> cases = new()
    {
        ["rnn"] = (typeof(RnnCell), p => Usual(p, new RnnCell(p, "cell", Inputs, 4))),
        ["lstm"] = (typeof(LstmCell), p => Usual(p, new LstmCell(p, "cell", Inputs, 4))),
        ["gru"] = (typeof(GruCell), p => Usual(p, new GruCell(p, "cell", Inputs, 4))),
        ["gru, reset after"] = (typeof(GruResetAfterCell), p => Usual(p, new GruResetAfterCell(p, "cell", Inputs, 4))),
        ["stacked"] = (typeof(StackedCell<>), p => Usual(p, new StackedCell<LstmState>(
            new LstmCell(p, "a", Inputs, 5), new LstmCell(p, "b", 5, 4)))),
        ["feed-forward"] = (typeof(FeedForwardCell), p => Usual(p, new FeedForwardCell(p, "cell", Inputs, 4))),
        ["ntm"] = (typeof(NtmCell<>), p => Ntm(p, new NtmConfig { Locations = 6, Width = 4 })),
        ["ntm with several heads"] = (typeof(NtmCell<>), p => Ntm(p, new NtmConfig
        {
            Locations = 6, Width = 4, ReadHeads = 2, WriteHeads = 3, Shift = 2,
        })),
        ["ntm under an LSTM"] = (typeof(NtmCell<>), p => Usual(p, new NtmCell<LstmState>(
            p, "ntm", new NtmConfig { Locations = 6, Width = 4 }, new LstmCell(p, "lstm", Inputs + 4, 3)))),
        ["additive attention"] = (typeof(AttentionCell<>),
            p => Attentive(p, new AdditiveAttention(p, "attention", 4, Width, 3))),
        ["general attention"] = (typeof(AttentionCell<>),
            p => Attentive(p, new MultiplicativeAttention(p, "attention", 4, Width))),
        ["dot attention"] = (typeof(AttentionCell<>), p => Attentive(p, new MultiplicativeAttention(4))),
        ["spatial attention"] = (typeof(SpatialAttentionCell), Spatial),
        ["glimpses"] = (typeof(GlimpseCell), Glimpses),
        ["layer norm"] = (typeof(LayerNormLstmCell), p => Usual(p, new LayerNormLstmCell(p, "cell", Inputs, 4))),
        ["zoneout"] = (typeof(ZoneoutCell), p => Zoneout(p, chance: null)),
        ["zoneout while training"] = (typeof(ZoneoutCell), p => Zoneout(p, new Rng(6))),
        ["learned start"] = (typeof(LearnedStartCell<>),
            p => Usual(p, new LearnedStartCell<LstmState>(p, "cell", new LstmCell(p, "cell", Inputs, 4)))),
        ["phased"] = (typeof(PhasedLstmCell), p => Phased(p, 0)),
        ["phased, with a leak"] = (typeof(PhasedLstmCell), p => Phased(p, 0.25f)),
    };

    // With the clocks below, none of the gates is near a corner.
    private static readonly double[] times = [0.6, 2.6, 3.6, 11.8];

    private static readonly float[] inputs = Tensors.Normal(new Rng(5), CellCase.Steps * CellCase.Rows * Inputs);

    /// <summary>Makes a case, with weights of its own.</summary>
    public static CellCase Of(string name)
    {
        var parameters = new ParameterSet(1);
        var made = cases[name].New(parameters);
        WithClocks(parameters.Randomized(4, 0.7f));
        return made;
    }

    private static CellCase<TState> Usual<TState>(ParameterSet parameters, Cell<TState> cell)
        where TState : struct, ICellState<TState>
    {
        return NewCase(cell, (on, rows) => cell.InitialState(on, rows.Length), Heard, parameters);
    }

    private static float[] Heard(int row, int t)
    {
        return inputs.AsSpan((t * CellCase.Rows + row) * Inputs, Inputs).ToArray();
    }

    private static CellCase Ntm(ParameterSet parameters, NtmConfig config)
    {
        var controller = new FeedForwardCell(parameters, "controller", Inputs + config.Reads, 3);
        return Usual(parameters, new NtmCell<NoState>(parameters, "ntm", config, controller));
    }

    private static CellCase Attentive(ParameterSet parameters, Attention attention)
    {
        int[] lengths = [3, 1, 2];
        var annotations = parameters.Matrix("annotations", CellCase.Rows, 3 * Width);
        var lstm = new LstmCell(parameters, "lstm", Inputs + Width, 4);
        var cell = new AttentionCell<LstmState>(lstm, attention, Width);
        AttentionState<LstmState> Start(Backend on, int[] rows) => cell.InitialState(
            on.OneHot(rows, CellCase.Rows).Linear(annotations), [.. rows.Select(row => lengths[row])],
            lstm.InitialState(on, rows.Length));
        return NewCase(cell, Start, Heard, parameters);
    }

    private static CellCase Spatial(ParameterSet parameters)
    {
        var pictures = parameters.Matrix("pictures", CellCase.Rows, 6 * Width);
        var cell = new SpatialAttentionCell(parameters, "cell", Inputs, 4, Width);
        AttentionState<LstmState> Start(Backend on, int[] rows) => cell.InitialState(
            on.OneHot(rows, CellCase.Rows).Linear(pictures));
        return NewCase(cell, Start, Heard, parameters);
    }

    private static CellCase Glimpses(ParameterSet parameters)
    {
        const int Pixels = 6 * 5;
        var pictures = Tensors.Normal(new Rng(7), CellCase.Rows * Pixels);
        var cell = new GlimpseCell(parameters, "cell", 6, 5, 3, 4);
        return NewCase(
            cell, (on, rows) => cell.InitialState(on, rows.Length),
            (row, _) => pictures[(row * Pixels)..((row + 1) * Pixels)], parameters);
    }

    private static CellCase Zoneout(ParameterSet parameters, Rng? chance)
    {
        var cell = new ZoneoutCell(new LstmCell(parameters, "cell", Inputs, 4), 0.25f, 0.5f);
        return NewCase(
            cell, (on, rows) => cell.InitialState(on, rows.Length, chance), Heard, parameters, chance);
    }

    private static CellCase Phased(ParameterSet parameters, float leak)
    {
        var cell = new PhasedLstmCell(parameters, "cell", Inputs, 4, 1, 1);
        float[] Input(int row, int t)
        {
            var time = new float[2];
            PhasedLstmCell.WriteTime(times[t], time);
            return [.. Heard(row, t), .. time];
        }

        return NewCase(cell, (on, rows) => cell.InitialState(on, rows.Length, leak), Input, parameters);
    }

    private static CellCase<TState> NewCase<TState>(
        Cell<TState> cell, Func<Backend, int[], TState> start, Func<int, int, float[]> input,
        ParameterSet parameters, Rng? chance = null)
        where TState : struct, ICellState<TState>
    {
        return new CellCase<TState>(cell, start, input) { Parameters = parameters, Chance = chance };
    }

    /// <summary>Sets clocks to periods from 2 on, open for a half of each.</summary>
    private static void WithClocks(ParameterSet parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Name.EndsWith(".clock", StringComparison.Ordinal))
            {
                var clock = parameters[i].Row(0);
                var size = clock.Length / 3;
                for (var unit = 0; unit < size; unit++)
                {
                    clock[unit] = 2 + (0.25f * unit);
                    clock[size + unit] = 0.125f * unit;
                    clock[(2 * size) + unit] = 0.5f;
                }

                parameters[i].Changed();
            }
        }
    }

    /// <summary>What the cases are called.</summary>
    public static IEnumerable<string> Names => cases.Keys;

    /// <summary>Those that draw nothing, as all do when they play: rows know nothing of each other.</summary>
    public static IEnumerable<string> Playing => Names.Where(name => Of(name).Chance is null);

    /// <summary>The cells that there is a case for, generic ones by their definition.</summary>
    public static IEnumerable<Type> Cells => cases.Values.Select(value => value.Cell).Distinct();
}
