using System.Runtime.InteropServices;

namespace RnnGen.Tools.Tests;

/// <summary>The ways to run a cell over sequences.</summary>
public enum Unrolling
{
    /// <summary>All steps of all rows.</summary>
    Forwards,

    /// <summary>From the last input of each row to the first.</summary>
    Backwards,

    /// <summary>As many steps as each row has.</summary>
    ByLengths,

    /// <summary>All steps of all rows, one after the other by hand, as in a game.</summary>
    SingleSteps,
}

/// <summary>A cell and sequences to run it over, whatever it remembers.</summary>
internal abstract class CellCase
{
    public const int Rows = 3;
    public const int Steps = 4;

    private static readonly int[] lengths = [4, 2, 3];

    /// <summary>Runs over some of the rows on a backend, as the library does.</summary>
    /// <param name="on">The backend.</param>
    /// <param name="way">The way.</param>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="padding">What stands behind the end of a row.</param>
    /// <param name="more">Steps of padding behind all rows.</param>
    /// <returns>Of each row, its outputs step by step, and then its state.</returns>
    public abstract float[][] Run(Backend on, Unrolling way, int[] rows, float padding = 0, int more = 0);

    /// <summary>
    /// Runs as it is defined: row by row on the CPU, step by step, the state being nothing but its numbers.
    /// </summary>
    /// <returns>What <see cref="Run"/> returns of all rows.</returns>
    public abstract float[][] Reference(Unrolling way);

    /// <summary>Runs forwards, but saves what is remembered as bytes in between, and goes on elsewhere.</summary>
    public abstract float[][] Interrupted(int after);

    /// <summary>Computes a loss over rows of several lengths.</summary>
    public abstract Tensor Loss(Backend on);

    /// <summary>Differentiates a loss over all steps, on one tape or segment by segment.</summary>
    /// <param name="tape">Where to: its gradients.</param>
    /// <param name="segments">The segments, a divisor of <see cref="Steps"/>; 0 for plain backpropagation.</param>
    public abstract void Differentiate(TapeBackend tape, int segments);

    /// <summary>Gets the steps of a row.</summary>
    protected static int LengthOf(int row, Unrolling way)
    {
        return way is Unrolling.Backwards or Unrolling.ByLengths ? lengths[row] : Steps;
    }

    /// <summary>The weights, made with the case.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>What the cell draws from, or null.</summary>
    public Rng? Chance { get; init; }

    /// <summary>The columns of an output.</summary>
    public abstract int Outputs { get; }
}

/// <summary>A case of a cell that remembers a kind of state.</summary>
/// <param name="cell">The cell.</param>
/// <param name="start">Makes the state of some rows before the first step.</param>
/// <param name="input">Gets what a row hears at a step.</param>
internal sealed class CellCase<TState>(
    Cell<TState> cell, Func<Backend, int[], TState> start, Func<int, int, float[]> input) : CellCase
    where TState : struct, ICellState<TState>
{
    private static readonly int[] all = [.. Enumerable.Range(0, Rows)];

    private readonly float[][] factors =
        [.. Enumerable.Range(0, Steps).Select(t => Tensors.Normal(new Rng(50 + (ulong)t), Rows * cell.Outputs))];

    public override float[][] Run(Backend on, Unrolling way, int[] rows, float padding = 0, int more = 0)
    {
        var state = Start(on, rows);
        int[] lengths = [.. rows.Select(row => LengthOf(row, way))];
        Tensor[] inputs = [.. Enumerable.Range(0, Steps + more).Select(t => Input(on, rows, lengths, t, padding))];
        var outputs = way switch
        {
            Unrolling.Forwards => cell.Run(inputs, ref state),
            Unrolling.Backwards => cell.RunBackwards(inputs, lengths, ref state),
            Unrolling.ByLengths => cell.Run(inputs, lengths, ref state),
            _ => null,
        };
        var numbers = outputs is null ? Step(on, rows, ref state) : Array.ConvertAll(outputs, y => y.Values());
        return [.. rows.Select((_, row) => Together(row, numbers, Save(state, row)))];
    }

    public override float[][] Reference(Unrolling way)
    {
        // Rows that share one source of chance cannot be had one by one.
        return Chance is null ? [.. all.SelectMany(row => Reference(way, [row]))] : Reference(way, all);
    }

    public override float[][] Interrupted(int after)
    {
        var on = new CpuBackend();
        var state = Start(on, all);
        var numbers = new float[Steps][];
        for (var t = 0; t < Steps; t++)
        {
            if (t == after)
            {
                var restored = all.Select(row => ThroughBytes(Save(state, row))).ToArray();
                on = new CpuBackend();
                state = Restore(Start(on, all), restored);
            }

            on.NextStep();
            numbers[t] = cell.Step(Input(on, all, [Steps, Steps, Steps], t, 0), ref state).Values();
            state = Unroll.Keep(state);
        }

        return [.. all.Select(row => Together(row, numbers, Save(state, row)))];
    }

    public override Tensor Loss(Backend on)
    {
        var state = Start(on, all);
        int[] lengths = [.. all.Select(row => LengthOf(row, Unrolling.ByLengths))];
        var outputs = cell.Run(
            [.. Enumerable.Range(0, Steps).Select(t => Input(on, all, lengths, t, 1))], lengths, ref state);
        return outputs.Select((y, t) => Weighted(on, y, t)).Aggregate((a, b) => a + b);
    }

    public override void Differentiate(TapeBackend tape, int segments)
    {
        if (segments == 0)
        {
            tape.Differentiate(on =>
            {
                var state = Start(on, all);
                return Part(on, 0, Steps, ref state);
            });
            return;
        }

        var steps = Steps / segments;
        Tensor? Segment(Backend on, int index, ref TState state)
        {
            state = index == 0 ? Start(on, all) : state;
            return Part(on, index * steps, steps, ref state);
        }

        new Checkpointing<TState>(tape, segments, Segment, Chance).Differentiate();
    }

    // Losses are taken as it goes: the order of sums decides the last bits.
    private Tensor Part(Backend on, int first, int count, ref TState state)
    {
        Tensor? sum = null;
        for (var t = first; t < first + count; t++)
        {
            var loss = Weighted(on, cell.Step(Input(on, all, [Steps, Steps, Steps], t, 0), ref state), t);
            sum = sum is null ? loss : sum + loss;
        }

        return sum!;
    }

    private Tensor Weighted(Backend on, Tensor y, int t) => y * on.From(factors[t], Rows, Outputs);

    private float[][] Step(Backend on, int[] rows, ref TState state)
    {
        var numbers = new float[Steps][];
        for (var t = 0; t < Steps; t++)
        {
            on.NextStep();
            numbers[t] = cell.Step(Input(on, rows, [.. rows.Select(_ => Steps)], t, 0), ref state).Values();
            state = Unroll.Keep(state);
        }

        return numbers;
    }

    private float[][] Reference(Unrolling way, int[] rows)
    {
        var on = new CpuBackend();
        var state = Start(on, rows);
        float[][] remembered = [.. rows.Select((_, row) => Save(state, row))];
        var numbers = Enumerable.Range(0, Steps).Select(_ => new float[rows.Length * Outputs]).ToArray();
        var order = Enumerable.Range(0, Steps);
        foreach (var t in way == Unrolling.Backwards ? order.Reverse() : order)
        {
            on.NextStep();
            state = Restore(state, remembered);
            var y = cell.Step(Input(on, rows, [.. rows.Select(row => LengthOf(row, way))], t, 0), ref state);
            for (var row = 0; row < rows.Length; row++)
            {
                if (t < LengthOf(rows[row], way))
                {
                    y.Row(row).CopyTo(numbers[t].AsSpan(row * Outputs));
                    remembered[row] = Save(state, row);
                }
            }
        }

        return [.. rows.Select((_, row) => Together(row, numbers, remembered[row]))];
    }

    private TState Start(Backend on, int[] rows)
    {
        if (Chance is not null)
        {
            Chance.State = new Rng(6).State;
        }

        return start(on, rows);
    }

    private Tensor Input(Backend on, int[] rows, int[] lengths, int t, float padding)
    {
        var columns = input(0, 0).Length;
        var values = rows.SelectMany((row, i) => t < lengths[i]
            ? input(row, t)
            : Enumerable.Repeat(padding, columns));
        return on.From([.. values], rows.Length, columns);
    }

    private float[] Together(int row, float[][] outputs, float[] state)
    {
        return [.. outputs.SelectMany(y => y[(row * Outputs)..((row + 1) * Outputs)]), .. state];
    }

    private static float[] Save(TState state, int row)
    {
        var saving = new RowSaving { Row = row, Numbers = [] };
        state.Zip(state, ref saving);
        return [.. saving.Numbers];
    }

    private static TState Restore(TState shape, float[][] rows)
    {
        var restoring = new RowRestoring { Rows = rows };
        return shape.Zip(shape, ref restoring);
    }

    private static float[] ThroughBytes(float[] numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    public override int Outputs => cell.Outputs;

    private struct RowSaving : IStateOperation
    {
        public required int Row;
        public required List<float> Numbers;

        public readonly Tensor Apply(Tensor mine, Tensor other)
        {
            Numbers.AddRange(mine.Row(Row));
            return mine;
        }
    }

    private struct RowRestoring : IStateOperation
    {
        public required float[][] Rows;

        private int at;

        public Tensor Apply(Tensor mine, Tensor other)
        {
            var (first, columns) = (at, mine.Columns);
            at += columns;
            return mine.Backend.From(
                [.. Rows.SelectMany(row => row[first..(first + columns)])], Rows.Length, columns);
        }
    }
}
