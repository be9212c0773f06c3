using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>libtorch as the oracle of every operation of the CPU's tensors.</summary>
public class TorchTensorTests
{
    private const int Rows = 5;

    private static readonly int[] sizes = [1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100];

    private static readonly Dictionary<string, Func<Inputs, IEnumerable<Tensor>>> operations = new()
    {
        ["Linear"] = i => [i.A.Linear(i.W, i.B), i.A.Linear(i.W)],
        ["Linear of two"] = i => [i.A.Linear(i.W, i.C, i.U, i.B), i.A.Linear(i.W, i.C, i.U)],
        ["Linear of one-hot"] = i => [i.Token.Linear(i.W, i.C, i.U, i.B), i.Token.Linear(i.W)],
        ["Add"] = i => [i.A + i.C],
        ["Subtract"] = i => [i.A - i.C],
        ["Multiply"] = i => [i.A * i.C],
        ["Scale"] = i => [i.A.Scale(-1.5f, 0.25f)],
        ["Sigmoid"] = i => [i.A.Sigmoid(), i.A.Scale(40).Sigmoid()],
        ["Tanh"] = i => [i.A.Tanh(), i.A.Scale(40).Tanh()],
        ["Exp"] = i => [i.A.Exp(), i.A.Scale(40).Exp()],
        ["Log"] = i => [i.A.Exp().Log(), i.A.Log()],
        ["Softmax"] = i => [i.A.Softmax(), i.A.Scale(300).Softmax()],
        ["LogSoftmax"] = i =>
        [
            i.A.Join(i.C).LogSoftmax(2, i.Size), i.A.Scale(90).Join(i.C).LogSoftmax(i.Size, 2),
            i.A.Join(i.C).Join(i.A - i.C).LogSoftmax(3, 1),
        ],
        ["Normalise"] = i => [i.A.Normalise(), i.A.Scale(50, 7).Normalise(), i.A.Scale(0, 3).Normalise()],
        ["Sum"] = i => [i.A.Sum(), i.A.Part(i.Size / 2, i.Size - i.Size / 2).Sum()],
        ["ScaleRows"] = i => [i.A.ScaleRows(i.C.Part(i.Size / 2, 1))],
        ["MatMul"] = i => Products(i).Append(i.A.Part(0, 1).MatMul(i.C, new MatrixShape(1, 1, i.Size), i.A)),
        ["FilterBank"] = i =>
        [
            i.Grid.FilterBank(0, 3, i.Size, i.Size + 2), i.Grid.FilterBank(1, 2, i.Size, i.Size),
            i.Grid.FilterBank(0, 3, i.Size, i.Size + 2, wraps: true),
        ],
        ["TimeGate"] = i => [Clock(i).TimeGate(i.Times, 0.25f), Clock(i).Scale(-1).TimeGate(i.Times, 0)],
        ["Part"] = i => [i.A.Part(0, i.Size), i.A.Part(i.Size / 2, i.Size - i.Size / 2)],
        ["Join"] = i => [i.A.Join(i.C), i.A.Part(i.Size / 2, i.Size - i.Size / 2).Join(i.C)],
        ["Reshape"] = i =>
            [i.A.Reshape(1), i.A.Reshape(Rows * i.Size), i.A.Part(i.Size / 2, i.Size - i.Size / 2).Reshape(Rows)],
        ["Select"] = i => [i.A.Select(i.C, new[] { true, false, false, true, true })],
        ["LstmGates"] = i => Both(i.A.Join(i.C).Join(i.C * i.A).Join(i.A - i.C).LstmGates(i.C)),
        ["CrossEntropy"] = i => [i.A.CrossEntropy(i.Targets)],
        ["BernoulliLoss"] = i =>
            [i.A.BernoulliLoss(i.C.Sigmoid()), i.A.Scale(30).BernoulliLoss(i.C.Scale(99).Sigmoid())],
        ["Detach"] = i => [i.A.Detach()],
        ["Repeat"] = i => [i.A.Backend.Repeat(i.B, Rows)],
        ["Keep"] = i => [i.A.Backend.Keep(i.A.Part(i.Size / 2, i.Size - i.Size / 2))],
        ["New"] = i => [i.A.Backend.New(Rows, i.Size)],
    };

    [Test]
    public void Equals_the_cpu(
        [ValueSource(nameof(Names))] string operation, [ValueSource(nameof(sizes))] int size)
    {
        using var torch = new TorchBackend();
        var expected = operations[operation](new Inputs(torch, size))
            .Select(tensor => tensor.Values()).ToArray();
        var actual = operations[operation](new Inputs(new CpuBackend(), size));
        Assert.That(
            actual.Zip(expected, (tensor, values) =>
                Tensors.Distance(tensor.Values(), values) / (1 + values.Max(Math.Abs))),
            Is.All.LessThan(2e-6));
    }

    [Test]
    public void There_is_a_case_for_every_operation()
    {
        var all = typeof(Tensor).GetMethods().Where(method => method.IsAbstract && !method.IsSpecialName)
            .Select(method => method.Name).Distinct();
        Assert.That(operations.Keys, Is.SupersetOf(all.Except(["Row"])));
    }

    [Test]
    public void A_tensor_is_freed_two_steps_after_it_was_made()
    {
        using var backend = new TorchBackend();
        var before = TorchSharp.torch.Tensor.TotalCount;
        var zeros = backend.New(2, 3);
        var kept = backend.Keep(zeros);
        backend.NextStep();
        Assert.That(kept.Values(), Is.All.Zero);
        backend.NextStep();
        Assert.That(TorchSharp.torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    /// <summary>Products of which the inner, or the outer, size is that of the vectors.</summary>
    private static IEnumerable<Tensor> Products(Inputs i)
    {
        Tensor a = i.A.Join(i.C).Join(i.A * i.C), b = i.C.Join(i.A - i.C);
        foreach (var left in new[] { false, true })
        {
            foreach (var right in new[] { false, true })
            {
                yield return a.MatMul(b, new MatrixShape(3, i.Size, 2, left, right));
                yield return a.Part(0, 3).MatMul(i.C, new MatrixShape(3, 1, i.Size, left, right));
                yield return a.MatMul(i.C.Part(0, 1), new MatrixShape(3 * i.Size, 1, 1, left, right));
            }
        }
    }

    private static Tensor Clock(Inputs i) => i.A.Scale(1, 4).Join(i.C).Join((i.A * i.C).Sigmoid());

    private static IEnumerable<Tensor> Both((Tensor Hidden, Tensor Cell) pair) => [pair.Hidden, pair.Cell];

    private static IEnumerable<string> Names() => operations.Keys;

    private sealed class Inputs
    {
        public Inputs(Backend on, int size)
        {
            var rng = new Rng(7);
            Size = size;
            A = on.From(Tensors.Normal(rng, Rows * size), Rows, size);
            C = on.From(Tensors.Normal(rng, Rows * size), Rows, size);
            Grid = on.From(Tensors.Normal(rng, Rows * 5), Rows, 5);
            Times = on.From([0, 0, 5, 0.125f, 1e7f, 0.25f, -3, 0.0625f, 16777216, -0.5f], Rows, 2);
            Token = on.OneHot(new[] { 0, size - 1, size / 2, 0, size / 3 }, size);
            Targets = new[] { 0, size - 1, -1, size / 2, 0 };
            var parameters = new ParameterSet(3);
            W = parameters.Matrix("w", size, size);
            U = parameters.Matrix("u", size, size);
            B = parameters.Row("b", size);
            parameters.Randomized(5, 0.5f);
        }

        public int Size { get; }

        public Tensor A { get; }

        public Tensor C { get; }

        public Tensor Grid { get; }

        public Tensor Times { get; }

        public Tensor Token { get; }

        public int[] Targets { get; }

        public Parameter W { get; }

        public Parameter U { get; }

        public Parameter B { get; }
    }
}
