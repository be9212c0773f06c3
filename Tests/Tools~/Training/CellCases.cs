namespace RnnGen.Tools.Tests;

/// <summary>Cells that stand outside of networks of tokens, each in a small size.</summary>
internal static class CellCases
{
    private const int Rows = 3;
    private const int Inputs = 2;
    private const int Steps = 4;

    // The columns of an annotation, as many as the units of what looks at it.
    private const int Width = 4;

    private static readonly Dictionary<string, (Type Cell, NewLoss Loss)> cases = new()
    {
        ["feed-forward"] =
            (typeof(FeedForwardCell), p => Loss(new FeedForwardCell(p, "cell", Inputs, 4))),
        ["ntm"] = (typeof(NtmCell<>), p => Loss(Ntm(p, new NtmConfig { Locations = 6, Width = 4 }))),
        ["ntm with several heads"] = (typeof(NtmCell<>), p => Loss(Ntm(p, new NtmConfig
        {
            Locations = 6, Width = 4, ReadHeads = 2, WriteHeads = 3, Shift = 2,
        }))),
        ["ntm under an LSTM"] = (typeof(NtmCell<>), p => Loss(new NtmCell<LstmState>(
            p, "ntm", new NtmConfig { Locations = 6, Width = 4 }, new LstmCell(p, "lstm", Inputs + 4, 3)))),
        ["additive attention"] = (typeof(AttentionCell<>),
            p => Attentive(p, new AdditiveAttention(p, "attention", 4, Width, 3))),
        ["general attention"] = (typeof(AttentionCell<>),
            p => Attentive(p, new MultiplicativeAttention(p, "attention", 4, Width))),
        ["dot attention"] = (typeof(AttentionCell<>), p => Attentive(p, new MultiplicativeAttention(4))),
        ["spatial attention"] = (typeof(SpatialAttentionCell), Spatial),
        ["glimpses"] = (typeof(GlimpseCell), Glimpses),
        ["layer norm"] = (typeof(LayerNormLstmCell), p => Loss(new LayerNormLstmCell(p, "cell", Inputs, 4))),
        ["zoneout"] = (typeof(ZoneoutCell), p => Zoneout(p, isTraining: false)),
        ["zoneout while training"] = (typeof(ZoneoutCell), p => Zoneout(p, isTraining: true)),
        ["learned start"] = (typeof(LearnedStartCell<>),
            p => Loss(new LearnedStartCell<LstmState>(p, "cell", new LstmCell(p, "cell", Inputs, 4)))),
        ["phased"] = (typeof(PhasedLstmCell), p => Phased(p, 0)),
        ["phased, with a leak"] = (typeof(PhasedLstmCell), p => Phased(p, 0.25f)),
    };

    // With the clocks below, none of the gates is near a corner.
    private static readonly double[] times = [0.6, 2.6, 3.6, 11.8];

    private delegate Func<Backend, Tensor> NewLoss(ParameterSet parameters);

    /// <summary>Gets parameters, and a loss over sequences of several lengths.</summary>
    public static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Of(string name)
    {
        var parameters = new ParameterSet(1);
        var loss = cases[name].Loss(parameters);
        return (WithClocks(parameters.Randomized(4, 0.7f)), loss);
    }

    private static Func<Backend, Tensor> Loss<TState>(Cell<TState> cell)
        where TState : struct, ICellState<TState>
    {
        return Loss(cell, on => cell.InitialState(on, Rows), (on, x, _) => on.From(x, Rows, Inputs));
    }

    private static Func<Backend, Tensor> Loss<TState>(
        Cell<TState> cell, Func<Backend, TState> start, Func<Backend, float[], int, Tensor> input)
        where TState : struct, ICellState<TState>
    {
        var rng = new Rng(5);
        var inputs = Enumerable.Range(0, Steps).Select(_ => Tensors.Normal(rng, Rows * Inputs)).ToArray();
        var factors = Enumerable.Range(0, Steps).Select(_ => Tensors.Normal(rng, Rows * cell.Outputs)).ToArray();
        return on =>
        {
            var state = start(on);
            var outputs = cell.Run([.. inputs.Select((x, t) => input(on, x, t))], [4, 2, 3], ref state);
            return outputs.Select((y, t) => y * on.From(factors[t], Rows, cell.Outputs)).Aggregate((a, b) => a + b);
        };
    }

    private static NtmCell<NoState> Ntm(ParameterSet parameters, NtmConfig config)
    {
        var controller = new FeedForwardCell(parameters, "controller", Inputs + config.Reads, 3);
        return new NtmCell<NoState>(parameters, "ntm", config, controller);
    }

    private static Func<Backend, Tensor> Attentive(ParameterSet parameters, Attention attention)
    {
        var annotations = parameters.Matrix("annotations", Rows, 3 * Width);
        var lstm = new LstmCell(parameters, "lstm", Inputs + Width, 4);
        var cell = new AttentionCell<LstmState>(lstm, attention, Width);
        return Loss(
            cell,
            on => cell.InitialState(
                on.OneHot(new[] { 0, 1, 2 }, Rows).Linear(annotations), [3, 1, 2], lstm.InitialState(on, Rows)),
            (on, x, _) => on.From(x, Rows, Inputs));
    }

    private static Func<Backend, Tensor> Spatial(ParameterSet parameters)
    {
        var pictures = parameters.Matrix("pictures", Rows, 6 * Width);
        var cell = new SpatialAttentionCell(parameters, "cell", Inputs, 4, Width);
        return Loss(
            cell,
            on => cell.InitialState(on.OneHot(new[] { 0, 1, 2 }, Rows).Linear(pictures)),
            (on, x, _) => on.From(x, Rows, Inputs));
    }

    private static Func<Backend, Tensor> Glimpses(ParameterSet parameters)
    {
        const int Pixels = 6 * 5;
        var pictures = Tensors.Normal(new Rng(7), Rows * Pixels);
        var cell = new GlimpseCell(parameters, "cell", 6, 5, 3, 4);
        return Loss(cell, on => cell.InitialState(on, Rows), (on, _, _) => on.From(pictures, Rows, Pixels));
    }

    private static Func<Backend, Tensor> Zoneout(ParameterSet parameters, bool isTraining)
    {
        var cell = new ZoneoutCell(new LstmCell(parameters, "cell", Inputs, 4), 0.25f, 0.5f);
        return Loss(
            cell,
            on => cell.InitialState(on, Rows, isTraining ? new Rng(6) : null),
            (on, x, _) => on.From(x, Rows, Inputs));
    }

    private static Func<Backend, Tensor> Phased(ParameterSet parameters, float leak)
    {
        var cell = new PhasedLstmCell(parameters, "cell", Inputs, 4, 1, 1);
        return Loss(cell, on => cell.InitialState(on, Rows, leak), (on, x, t) =>
        {
            var time = new float[2];
            PhasedLstmCell.WriteTime(times[t], time);
            return on.From(x, Rows, Inputs).Join(on.From([.. time, .. time, .. time], Rows, 2));
        });
    }

    /// <summary>Sets clocks to periods from 2 on, open for a half of each.</summary>
    private static ParameterSet WithClocks(ParameterSet parameters)
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

        return parameters;
    }

    /// <summary>What the cases are called.</summary>
    public static IEnumerable<string> Names => cases.Keys;

    /// <summary>The cells that there is a case for.</summary>
    public static IEnumerable<Type> Cells => cases.Values.Select(value => value.Cell);
}
